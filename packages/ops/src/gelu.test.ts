import { tensor1d, tidy, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { gelu } from './index.js';

test('is the exact form, which the tanh approximation misses by 4e-4', () => {
  tidy(() => {
    expect(gelu(tensor1d([2.3])).dataSync()[0]).toBeCloseTo(2.2753345, 6);
  });
});

test('refuses integers', () => {
  tidy(() => {
    expect(() => gelu(zeros([2, 3], 'int32'))).toThrow('gelu: x must be float32, got int32 of shape [2,3]');
  });
});
