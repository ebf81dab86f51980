import { ones, type Tensor, type Tensor1D, tensor1d, tidy, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { type LayerNormOptions, layerNorm } from './index.js';

const features = (length: number) => ({ scale: ones([length]) as Tensor1D, offset: zeros([length]) as Tensor1D });

test('equal features give the offset, not NaN', () => {
  tidy(() => {
    const output = layerNorm(ones([2, 3]), { ...features(3), offset: tensor1d([1, 2, 3]) });
    expect([...output.dataSync()]).toEqual([1, 2, 3, 1, 2, 3]);
  });
});

test('refuses what it cannot normalize', () => {
  tidy(() => {
    const call = (x: Tensor, options: Partial<LayerNormOptions>) => () => layerNorm(x, { ...features(3), ...options });
    const scale = tensor1d([1, 2]);
    expect(call(ones([2, 3]), { scale })).toThrow('layerNorm: scale must be [3] for x of shape [2,3], got [2]');
    expect(call(ones([2, 3]), { epsilon: 0 })).toThrow('epsilon (0) must be positive');
    expect(call(ones([2, 3], 'int32'), {})).toThrow('x must be float32, got int32');
    expect(call(zeros([]), {})).toThrow('x must be [..., D], got a scalar');
  });
});
