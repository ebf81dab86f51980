import { memory, ones, type Tensor1D, type Tensor4D, tensor1d, tensor4d, tidy, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { type BatchNormOptions, batchNorm } from './index.js';

const channels = (length: number): Omit<BatchNormOptions, 'training'> => ({
  scale: ones([length]) as Tensor1D,
  offset: zeros([length]) as Tensor1D,
  mean: zeros([length]) as Tensor1D,
  variance: ones([length]) as Tensor1D,
});

test('the running statistics move by momentum, with the unbiased variance', () => {
  tidy(() => {
    const x = tensor4d([1, 2, 3, 6], [2, 2, 1, 1]); // mean 3, variance 3.5 biased, 14 / 3 unbiased
    const { output, mean, variance } = batchNorm(x, { ...channels(1), training: true, momentum: 0.25 });
    expect(mean.dataSync()[0]).toBeCloseTo(0.75, 6);
    expect(variance.dataSync()[0]).toBeCloseTo(0.75 + 14 / 12, 6);
    expect(output.dataSync()[3]).toBeCloseTo(3 / Math.sqrt(3.5), 5);
  });
});

test('nothing is updated in place, and only the results stay', () => {
  const x = tensor4d([1, 2, 3, 6], [2, 2, 1, 1]);
  const options = channels(1);
  const before = memory().numTensors;
  for (const training of [true, false]) {
    const results = Object.values(batchNorm(x, { ...options, training }));
    expect(memory().numTensors).toBe(before + 3);
    expect([options.mean.dataSync()[0], options.variance.dataSync()[0]]).toEqual([0, 1]);
    for (const result of results) result.dispose();
  }
  expect(options.mean.isDisposed).toBe(false);
});

test('a mean far from zero costs no accuracy', () => {
  tidy(() => {
    const x = tensor4d([4096, 4097, 4098, 4099], [4, 1, 1, 1]);
    const { output } = batchNorm(x, { ...channels(1), training: true });
    expect(output.dataSync()[0]).toBeCloseTo(-1.5 / Math.sqrt(1.25), 4);
  });
});

test('equal values give zero, not NaN', () => {
  tidy(() => {
    const { output, variance } = batchNorm(ones([3, 2, 2, 2]) as Tensor4D, { ...channels(2), training: true });
    expect([...output.dataSync()].every((value) => value === 0)).toBe(true);
    expect(variance.dataSync()[0]).toBeCloseTo(0.9, 6);
  });
});

test('refuses what it cannot normalize', () => {
  tidy(() => {
    const x = zeros([2, 3, 3, 4]) as Tensor4D;
    const call = (input: Tensor4D, options: Partial<BatchNormOptions>) => () =>
      batchNorm(input, { ...channels(4), training: true, ...options });
    expect(call(zeros([1, 1, 1, 4]) as Tensor4D, {})).toThrow('at least two values per channel');
    expect(call(zeros([1, 1, 1, 4]) as Tensor4D, { training: false })).not.toThrow();
    expect(call(zeros([2, 3, 4]) as never, {})).toThrow('x must be [N, H, W, C] or [N, C], got [2,3,4]');
    expect(call(x, { scale: tensor1d([1, 2]) })).toThrow('scale must be [4] for x of shape [2,3,3,4], got [2]');
    expect(call(x, { momentum: 1.5 })).toThrow('momentum (1.5) must be in [0, 1]');
    expect(call(x, { epsilon: 0 })).toThrow('epsilon (0) must be positive');
    expect(call(zeros([2, 3, 3, 4], 'int32') as Tensor4D, {})).toThrow('x must be float32, got int32');
  });
});
