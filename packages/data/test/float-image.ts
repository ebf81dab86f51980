import type { FloatImage, Random } from '../src/transforms/transform.js';
import type { ImageShape } from '../src/types.js';

export function floatImage(values: number[], shape: ImageShape): FloatImage {
  return { pixels: Float32Array.from(values), shape };
}

/** Yields the given numbers in turn, so that a test decides what chance does. */
export function chance(...values: number[]): Random {
  let next = 0;
  return () => {
    if (next >= values.length) throw new Error(`only ${values.length} numbers were expected to be drawn`);
    return values[next++]!;
  };
}
