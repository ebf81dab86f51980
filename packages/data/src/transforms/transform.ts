import type { ImageShape } from '../types.js';

/** One picture with values of 0…1, channels last. */
export interface FloatImage {
  /** `height * width * channels` values */
  pixels: Float32Array;
  shape: ImageShape;
}

/** Draws the next number, uniform in [0, 1). */
export type Random = () => number;

/** Makes a new picture out of one, leaving its argument as it is; all chance comes from `random`. */
export type Transform = (image: FloatImage, random: Random) => FloatImage;

/** A number drawn uniformly between two bounds. */
export function drawBetween(random: Random, minimum: number, maximum: number): number {
  return minimum + (maximum - minimum) * random();
}

/** A whole number from 0 to `count - 1`. */
export function drawBelow(random: Random, count: number): number {
  return Math.floor(random() * count);
}
