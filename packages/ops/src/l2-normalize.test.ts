import { mul, type Scalar, sum, type Tensor2D, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { l2Normalize, valueAndGradients } from './index.js';

test('a zero row stays zero and takes no gradient', () => {
  tidy(() => {
    const weights = tensor2d([
      [1, 2],
      [3, 4],
    ]);
    const { gradients, aux } = valueAndGradients(
      ({ x }) => {
        const y = l2Normalize(x as Tensor2D);
        return { loss: sum(mul(y, weights)) as Scalar, aux: y };
      },
      {
        x: tensor2d([
          [3, 4],
          [0, 0],
        ]),
      },
    );
    expect([...aux.dataSync()].map((value) => Number(value.toFixed(6)))).toEqual([0.6, 0.8, 0, 0]);
    expect([...gradients.x!.dataSync()].slice(2)).toEqual([0, 0]);
    expect([...gradients.x!.dataSync()].every(Number.isFinite)).toBe(true);
  });
});

test('refuses what has no rows, and an epsilon of zero', () => {
  tidy(() => {
    expect(() => l2Normalize(tensor1d([1]) as never)).toThrow('l2Normalize: x must be [N, D], got [1]');
    expect(() => l2Normalize(tensor2d([[1]]), { epsilon: 0 })).toThrow('l2Normalize: epsilon (0) must be positive');
  });
});
