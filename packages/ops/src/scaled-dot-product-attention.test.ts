import { ones, type Rank, type Tensor4D, tidy, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { type AttentionInputs, scaledDotProductAttention } from './index.js';

const inputs = (shapes: Partial<Record<keyof AttentionInputs, number[]>>): AttentionInputs => {
  const all = { query: [2, 3, 4, 5], key: [2, 3, 6, 5], value: [2, 3, 6, 7], ...shapes };
  return {
    query: ones<Rank>(all.query),
    key: ones<Rank>(all.key),
    value: ones<Rank>(all.value),
  } as AttentionInputs;
};

test('equal keys are looked at alike', () => {
  tidy(() => {
    const output = scaledDotProductAttention(inputs({}));
    expect(output.shape).toEqual([2, 3, 4, 7]);
    for (const value of output.dataSync()) expect(value).toBeCloseTo(1, 6);
  });
});

test('refuses shapes that do not go together', () => {
  tidy(() => {
    const call = (shapes: object, options = {}) => {
      return () => scaledDotProductAttention(inputs(shapes), options);
    };
    expect(call({ query: [4, 5] })).toThrow('query must be [N, H, T, D], got [4,5]');
    expect(call({ key: [2, 3, 6, 4] })).toThrow('key must be [2, 3, S, 5] for query [2,3,4,5], got [2,3,6,4]');
    expect(call({ value: [2, 3, 4, 5] })).toThrow('value must be [2, 3, 6, E] for key [2,3,6,5], got [2,3,4,5]');
    expect(call({}, { scale: Number.NaN })).toThrow('scaledDotProductAttention: scale (NaN) must be finite');
    const integers = { ...inputs({}), key: zeros([2, 3, 6, 5], 'int32') as Tensor4D };
    expect(() => scaledDotProductAttention(integers)).toThrow('key must be float32, got int32');
  });
});
