import { dispose, memory, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { disposeVariables } from '../../test/backbone-contract.js';
import type { Variables } from '../backbone.js';
import { conv4 } from '../models/conv4.js';
import { linearHead } from '../models/linear-head.js';
import { fromPyTorch } from './from-pytorch.js';
import type { StoredTensor } from './stored-tensor.js';
import { toPyTorch } from './to-pytorch.js';

const initialize = (seed: number): Variables => {
  const { parameters, statistics } = conv4({ widths: [2, 3, 4, 5] }).initialize(seed);
  return {
    parameters: { ...parameters, ...linearHead({ inFeatures: 5, outFeatures: 2 }).initialize(seed).parameters },
    statistics,
  };
};

const floats = (shape: number[]): StoredTensor => ({
  dtype: 'F32',
  shape,
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i),
});

describe('toPyTorch and fromPyTorch', () => {
  it('come back equal, on tensors of their own', async () => {
    const before = memory().numTensors;
    const [variables, template] = [initialize(1), initialize(2)];
    const state = await toPyTorch(variables);
    const { variables: loaded, report } = fromPyTorch(state, template);
    disposeVariables(template);
    expect(report).toEqual({ missing: [], unexpected: [], misshapen: [] });
    expect(await toPyTorch(loaded)).toEqual(state);
    for (const owned of [variables, loaded]) disposeVariables(owned);
    expect(memory().numTensors).toBe(before);
  });

  it('put convolutions as [out, in, H, W] and linear weights as [out, in]', async () => {
    const variables = initialize(1);
    const state = await toPyTorch(variables);
    expect(state['layer2.0.weight']!.shape).toEqual([3, 2, 3, 3]);
    expect(state['head.weight']!.shape).toEqual([2, 5]);
    const ours = variables.parameters['layer2.0.weight']!.arraySync() as number[][][][];
    const at = (out: number, input: number, row: number, column: number): number =>
      ((out * 2 + input) * 3 + row) * 3 + column;
    expect(state['layer2.0.weight']!.data[at(2, 1, 0, 2)]).toBe(ours[0]![2]![1]![2]);
    const weight = variables.parameters['head.weight']!.arraySync() as number[][];
    expect(state['head.weight']!.data[1 * 5 + 3]).toBe(weight[3]![1]);
    disposeVariables(variables);
  });

  it('round F64 and skip the counters of batch normalisation', async () => {
    const template = { parameters: { a: zeros([1]) }, statistics: {} };
    const counter: StoredTensor = { dtype: 'I64', shape: [], data: new BigInt64Array(1) };
    const state = {
      a: { dtype: 'F64', shape: [1], data: Float64Array.of(0.1) } as StoredTensor,
      'bn1.num_batches_tracked': counter,
    };
    const { variables, report } = fromPyTorch(state, template);
    expect(variables.parameters.a!.dataSync()[0]).toBe(Math.fround(0.1));
    expect(report.unexpected).toEqual([]);
    for (const owned of [template, variables]) disposeVariables(owned);
  });

  it('list all that is missing, unexpected and misshapen', async () => {
    const template = initialize(3);
    const state = await toPyTorch(template);
    const { 'head.bias': _, 'layer1.1.running_var': __, ...rest } = state;
    const wrong = { ...rest, 'classifier.weight': floats([1]), 'layer2.0.weight': floats([3, 3, 2, 3]) };
    const held = memory().numTensors;
    expect(() => fromPyTorch(wrong, template)).toThrow(
      "fromPyTorch: the weights do not fit the model: missing 'head.bias'; missing 'layer1.1.running_var'; " +
        "unexpected 'classifier.weight'; 'layer2.0.weight' is [3,3,2,3], expected [3,2,3,3]",
    );
    expect(memory().numTensors).toBe(held);
    const { variables, report } = fromPyTorch(wrong, template, { strict: false });
    disposeVariables(template);
    expect(report).toEqual({
      missing: ['head.bias', 'layer1.1.running_var'],
      unexpected: ['classifier.weight'],
      misshapen: [{ name: 'layer2.0.weight', expected: [3, 2, 3, 3], found: [3, 3, 2, 3] }],
    });
    expect(await toPyTorch(variables)).toEqual(state);
    disposeVariables(variables);
  });

  it('refuse integers and names that stand for two things', async () => {
    const a = zeros([1]);
    const whole: StoredTensor = { dtype: 'I32', shape: [1], data: Int32Array.of(1) };
    expect(() => fromPyTorch({ a: whole }, { parameters: { a }, statistics: {} })).toThrow(
      "'a' holds I32; expected F32 or F64",
    );
    await expect(toPyTorch({ parameters: { a }, statistics: { a } })).rejects.toThrow(
      "'a' is both a parameter and a statistic",
    );
    const labels = zeros([1], 'int32');
    await expect(toPyTorch({ parameters: { labels }, statistics: {} })).rejects.toThrow(
      "'labels' is int32; expected float32",
    );
    dispose([a, labels]);
  });
});
