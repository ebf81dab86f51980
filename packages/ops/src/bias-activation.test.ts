import { ones, type Tensor, tensor1d, tidy, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { type BiasActivationOptions, biasActivation } from './index.js';

test('adds the bias first, and multiplies what is negative by the slope', () => {
  tidy(() => {
    const x = tensor1d([-3, -1, 2]);
    const bias = tensor1d([1, 2, -4]);
    expect([...biasActivation(x, { bias }).dataSync()]).toEqual([0, 1, 0]);
    const leaky = biasActivation(x, { bias, activation: 'leakyRelu', negativeSlope: 0.5 });
    expect([...leaky.dataSync()]).toEqual([-1, 1, -1]);
  });
});

test('refuses what does not fit', () => {
  tidy(() => {
    const x = ones([2, 3]);
    const call = (options: object, input: Tensor = x) => {
      return () => biasActivation(input, options as BiasActivationOptions);
    };
    expect(call({ bias: zeros([2]) })).toThrow('biasActivation: bias must be [3] for x of shape [2,3], got [2]');
    expect(call({ activation: 'elu' })).toThrow('activation (elu) must be one of relu, relu6, leakyRelu');
    expect(call({ activation: 'leakyRelu', negativeSlope: 0 })).toThrow('negativeSlope (0) must be in (0, 1]');
    expect(call({}, zeros([2, 3], 'int32'))).toThrow('x must be float32, got int32');
    expect(call({}, zeros([]))).toThrow('x must be [..., C], got a scalar');
  });
});
