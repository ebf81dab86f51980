import { describe, expect, it } from 'vitest';
import { decodeBase64 } from '../../test/golden-case.js';
import { safetensorsFile } from '../../test/safetensors-file.js';
import golden from '../fixtures/safetensors.json' with { type: 'json' };
import { seededUniform } from '../seeded-uniform.js';
import { readSafetensors } from './read-safetensors.js';

const file = decodeBase64(golden.file);
const f32 = (begin: number, end: number, shape: unknown = [(end - begin) / 4]) => ({
  dtype: 'F32',
  shape,
  data_offsets: [begin, end],
});

describe('readSafetensors', () => {
  it('reads every kind of number as Python wrote it', () => {
    const { tensors, metadata } = readSafetensors(file);
    expect(metadata).toEqual({ author: 'PyTorch, "ä"' });
    expect(Object.keys(tensors).sort()).toEqual(Object.keys(golden.values).sort());
    const dtypes = Object.entries(tensors).map(([name, { dtype }]) => [name, dtype]);
    expect(Object.fromEntries(dtypes)).toMatchObject({
      f16: 'F32',
      bf16: 'F32',
      f64: 'F64',
      i64: 'I64',
      i32: 'I32',
      u8: 'U8',
    });
    for (const [name, expected] of Object.entries(golden.values)) {
      const { shape, data } = tensors[name]!;
      expect(shape).toEqual(golden.shapes[name as keyof typeof golden.shapes]);
      expect([...data].map(asPythonNumber), name).toEqual(expected.map((text) => asPythonNumber(parsed(text))));
    }
  });

  it('reads a part of a larger buffer, at any offset, into copies', () => {
    const larger = new Uint8Array(file.length + 11).fill(255);
    larger.set(file, 3);
    const { tensors } = readSafetensors(larger.subarray(3, 3 + file.length));
    larger.fill(0);
    expect([...tensors.i32!.data]).toEqual([7, -8]);
    expect(tensors.i32!.data.buffer.byteLength).toBe(8);
  });

  it('copies out of a Buffer, whose slice() does not', () => {
    class View extends Uint8Array {
      override slice(begin?: number, end?: number): Uint8Array<ArrayBuffer> {
        return this.subarray(begin, end) as Uint8Array<ArrayBuffer>;
      }
    }
    expect([...readSafetensors(new View(file)).tensors.u8!.data]).toEqual([0, 255, 3]);
  });

  it('takes a file without tensors and keeps odd names', () => {
    expect(readSafetensors(safetensorsFile({}))).toEqual({ tensors: {}, metadata: {} });
    const odd = safetensorsFile('{"__proto__":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}', 1);
    expect(Object.keys(readSafetensors(odd).tensors)).toEqual(['__proto__']);
  });

  it.each([
    ['nothing', new Uint8Array(0), '0 bytes are too few'],
    ['a huge header length', safetensorsFile({}, 0, 2n ** 63n), 'header length 9223372036854775808 is over 100000000'],
    ['a header past the end', safetensorsFile({}, 0, 90), 'needs 98 bytes, but there are 10: the file is cut short'],
    ['no UTF-8', safetensorsFile({}, Uint8Array.of(0xff), 3), 'not UTF-8'],
    ['no JSON', safetensorsFile('{"a":'), 'not JSON'],
    ['an array', safetensorsFile('[]'), 'not a JSON object'],
    ['leading spaces', safetensorsFile(' {}'), 'not a JSON object'],
    ['a repeated tensor', safetensorsFile('{"a":{}, "b":{}, "\\u0061" :{}}'), "names 'a' twice"],
    ['a repeated key inside', safetensorsFile('{"a":{"shape":[],"shape":[]}}'), "names 'shape' twice"],
    ['no description', safetensorsFile({ a: 3 }), "tensor 'a' is not described by an object"],
    ['an unknown key', safetensorsFile({ a: { ...f32(0, 4), more: 1 } }, 4), "tensor 'a' has an unknown key 'more'"],
    [
      'an unknown dtype',
      safetensorsFile({ a: { ...f32(0, 4), dtype: 'F8' } }, 4),
      `tensor 'a' has dtype "F8"; readable are F64`,
    ],
    ['an inherited dtype', safetensorsFile({ a: { ...f32(0, 4), dtype: 'toString' } }, 4), 'has dtype "toString"'],
    ['no shape', safetensorsFile({ a: f32(0, 4, null) }, 4), "tensor 'a' has the impossible shape null"],
    ['a negative length', safetensorsFile({ a: f32(0, 4, [-1, -1]) }, 4), 'impossible shape [-1,-1]'],
    ['a fraction', safetensorsFile({ a: f32(0, 4, [0.5, 2]) }, 4), 'impossible shape [0.5,2]'],
    ['an overflowing shape', safetensorsFile({ a: f32(0, 4, [2 ** 40, 2 ** 40, 0]) }, 4), 'impossible shape'],
    [
      'a shape that does not fit',
      safetensorsFile({ a: f32(0, 8, [3]) }, 8),
      'F32 [3] takes 12 bytes, but its data_offsets are [0,8]',
    ],
    [
      'one offset',
      safetensorsFile({ a: { dtype: 'F32', shape: [], data_offsets: [4] } }, 4),
      'impossible data_offsets [4]',
    ],
    ['a negative offset', safetensorsFile({ a: f32(-4, 0, []) }, 4), 'impossible data_offsets [-4,0]'],
    ['reversed offsets', safetensorsFile({ a: f32(4, 0, []) }, 4), "tensor 'a' of F32 [] takes 4 bytes"],
    ['an overlap', safetensorsFile({ a: f32(0, 8), b: f32(4, 12) }, 12), "tensor 'b' overlaps 'a'"],
    ['a hole', safetensorsFile({ a: f32(0, 4), b: f32(8, 12) }, 12), "4 bytes before tensor 'b' belong to none"],
    [
      'cut data',
      safetensorsFile({ a: f32(0, 8) }, 7),
      "tensor 'a' ends at byte 8, but there are 7: the file is cut short",
    ],
    ['a tail', safetensorsFile({ a: f32(0, 4) }, 6), '2 bytes after the last tensor belong to none'],
    ['metadata that is no text', safetensorsFile({ __metadata__: { epoch: 3 } }), 'must map text to text'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readSafetensors(bytes)).toThrow(message);
  });

  it('refuses the file cut anywhere', () => {
    for (let length = 0; length < file.length; length++)
      expect(() => readSafetensors(file.subarray(0, length))).toThrow('readSafetensors: ');
  });

  it('answers 10,000 damaged files with tensors or its own error', () => {
    const uniformNumber = seededUniform(1, 'damage');
    const draw = (count: number): number => Math.floor(uniformNumber() * count);
    let refused = 0;
    for (let i = 0; i < 10_000; i++) {
      const damaged = file.slice();
      for (let change = 0; change <= draw(3); change++) damaged[draw(file.length)] = draw(256);
      refused += outcome(damaged) ? 0 : 1;
    }
    expect(refused).toBeGreaterThan(5_000);
  });
});

function outcome(bytes: Uint8Array): boolean {
  try {
    const { tensors } = readSafetensors(bytes);
    return Object.values(tensors).every(({ data }) => data.length >= 0);
  } catch (error) {
    expect((error as Error).message).toMatch(/^readSafetensors: /);
    return false;
  }
}

const parsed = (text: string): number | bigint => {
  if (/^-?\d+$/.test(text)) return BigInt(text);
  return Number(text.replace('inf', 'Infinity'));
};

/** Integers of any kind alike; -0 differs from 0. */
const asPythonNumber = (value: number | bigint): string =>
  Object.is(value, -0) ? '-0' : typeof value === 'bigint' ? `${value}` : `${value}`;
