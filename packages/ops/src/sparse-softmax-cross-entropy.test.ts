import { type Tensor1D, type Tensor2D, tensor1d, tensor2d, tidy, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { sparseSoftmaxCrossEntropy } from './index.js';

test('equal logits cost the logarithm of the number of classes', () => {
  tidy(() => {
    const loss = sparseSoftmaxCrossEntropy(zeros([2, 8]) as Tensor2D, tensor1d([0, 7], 'int32'));
    expect(loss.shape).toEqual([2]);
    for (const value of loss.dataSync()) expect(value).toBeCloseTo(Math.log(8), 6);
  });
});

test('refuses labels that are no row of int32, and logits that are no matrix', () => {
  tidy(() => {
    const logits = tensor2d([
      [1, 2],
      [3, 4],
    ]);
    const call = (x: unknown, labels: unknown) => () => sparseSoftmaxCrossEntropy(x as Tensor2D, labels as Tensor1D);
    expect(call(logits, tensor1d([0, 1]))).toThrow('sparseSoftmaxCrossEntropy: labels must be int32, got float32');
    expect(call(logits, tensor1d([0], 'int32'))).toThrow('labels must be [2] for logits of shape [2,2], got [1]');
    expect(call(tensor1d([1, 2]), tensor1d([0, 1], 'int32'))).toThrow('logits must be [N, C], got [2]');
    expect(call(zeros([2, 2], 'int32'), tensor1d([0, 1], 'int32'))).toThrow('logits must be float32, got int32');
  });
});
