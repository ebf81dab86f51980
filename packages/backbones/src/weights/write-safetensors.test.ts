import { dispose, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { disposeVariables } from '../../test/backbone-contract.js';
import { decodeBase64, goldenTensor } from '../../test/golden-case.js';
import { maxRelativeError } from '../../test/max-relative-error.js';
import formats from '../fixtures/safetensors.json' with { type: 'json' };
import golden from '../fixtures/written.json' with { type: 'json' };
import { conv4 } from '../models/conv4.js';
import { fromPyTorch } from './from-pytorch.js';
import { readSafetensors } from './read-safetensors.js';
import type { StoredTensor } from './stored-tensor.js';
import { toPyTorch } from './to-pytorch.js';
import { writeSafetensors } from './write-safetensors.js';

const model = conv4({ widths: [2, 3, 2, 3], inChannels: 1 });

const written = async (): Promise<Uint8Array> => {
  const variables = model.initialize(7);
  const bytes = writeSafetensors(await toPyTorch(variables), { model: 'conv4', seed: '7' });
  disposeVariables(variables);
  return bytes;
};

describe('writeSafetensors', () => {
  it('writes the file that Python has opened', async () => {
    const text = btoa(String.fromCharCode(...(await written())));
    await expect(text).toMatchFileSnapshot('../fixtures/written.safetensors.txt');
  });

  it('gave PyTorch the same numbers and the same features', async () => {
    const { tensors, metadata } = readSafetensors(await written());
    expect(metadata).toEqual({ model: 'conv4', seed: '7' });
    expect(Object.keys(tensors).sort()).toEqual(Object.keys(golden.first).sort());
    for (const [name, first] of Object.entries(golden.first))
      expect([...tensors[name]!.data].slice(0, 4)).toEqual(first);

    const template = model.initialize(0);
    const { variables } = fromPyTorch(tensors, template);
    const images = goldenTensor<Tensor4D>(golden, 'inputs');
    const expected = goldenTensor<Tensor2D>(golden, 'inference');
    const { features, statistics } = model.apply(variables, images, { training: false });
    expect(maxRelativeError(features, expected)).toBeLessThan(1e-4);
    dispose([images, expected, features]);
    dispose(statistics);
    for (const owned of [template, variables]) disposeVariables(owned);
  });

  it('comes back equal from the reader, every kind of number', () => {
    const content = readSafetensors(decodeBase64(formats.file));
    expect(readSafetensors(writeSafetensors(content.tensors, content.metadata))).toEqual(content);
  });

  it('aligns every tensor and depends on the content alone, not on its order', () => {
    const a: StoredTensor = { dtype: 'U8', shape: [3], data: Uint8Array.of(1, 2, 3) };
    const b: StoredTensor = { dtype: 'F64', shape: [], data: Float64Array.of(0.1) };
    const c: StoredTensor = { dtype: 'F32', shape: [1, 1], data: Float32Array.of(0.5).subarray(0, 1) };
    const bytes = writeSafetensors({ a, b, c });
    expect(bytes).toEqual(writeSafetensors({ c, b, a }));
    const headerLength = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(headerLength % 8).toBe(0);
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerLength)));
    expect([header.b, header.c, header.a].map((entry) => entry.data_offsets)).toEqual([
      [0, 8],
      [8, 12],
      [12, 15],
    ]);
  });

  it.each<[string, Record<string, StoredTensor>, string]>([
    [
      'a reserved name',
      { __metadata__: { dtype: 'U8', shape: [0], data: new Uint8Array(0) } },
      "can be called '__metadata__'",
    ],
    [
      'too few numbers',
      { a: { dtype: 'F32', shape: [2, 2], data: new Float32Array(3) } },
      "'a' has shape [2,2] but 3 numbers",
    ],
    [
      'another array',
      { a: { dtype: 'F32', shape: [1], data: new Float64Array(1) as never } },
      "'a' is F32 but its data is a Float64Array",
    ],
    [
      'an unknown dtype',
      { a: { dtype: 'F8' as 'U8', shape: [1], data: new Uint8Array(1) } },
      "'a' has dtype F8; expected F64",
    ],
  ])('refuses %s', (_, tensors, message) => {
    expect(() => writeSafetensors(tensors)).toThrow(message);
  });

  it('refuses metadata that is no text', () => {
    expect(() => writeSafetensors({}, { epoch: 3 as never })).toThrow("metadata 'epoch' (3) must be text");
  });
});
