import type { Tensor } from '@tensorflow/tfjs-core';

/** Largest difference over the largest expected magnitude, which counts as at least `floor`. */
export function maxRelativeError(actual: Tensor, expected: Tensor, floor = 1e-30): number {
  if (actual.shape.join() !== expected.shape.join())
    throw new Error(`maxRelativeError: [${actual.shape}] against [${expected.shape}]`);
  const [a, b] = [actual.dataSync(), expected.dataSync()];
  let difference = 0;
  let scale = floor;
  for (let i = 0; i < b.length; i++) {
    difference = Math.max(difference, Math.abs(a[i]! - b[i]!));
    scale = Math.max(scale, Math.abs(b[i]!));
  }
  return difference / scale;
}
