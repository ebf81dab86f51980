import { describe, expect, it } from 'vitest';
import { chance, floatImage } from '../../test/float-image.js';
import { testTransform } from '../../test/transform-contract.js';
import * as jitter from './color-jitter.js';
import type { FloatImage } from './transform.js';

const { colorJitter } = jitter;

const image = floatImage([0.8, 0.4, 0.2, 0.1, 0.5, 0.9], [1, 2, 3]);
const grays = [0.2989 * 0.8 + 0.587 * 0.4 + 0.114 * 0.2, 0.2989 * 0.1 + 0.587 * 0.5 + 0.114 * 0.9];
const near = (actual: Float32Array, expected: number[]) => {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 6);
};

/** The changes as functions that leave their argument alone. */
type Adjust = (image: FloatImage, factor: number) => FloatImage;
const pure =
  (change: typeof jitter.adjustContrast): Adjust =>
  ({ pixels, shape }, factor) => {
    const copy = pixels.slice();
    change(copy, shape[2], factor);
    return { pixels: copy, shape };
  };
const adjustBrightness = pure(jitter.adjustBrightness);
const adjustContrast = pure(jitter.adjustContrast);
const adjustSaturation = pure(jitter.adjustSaturation);

describe('colorJitter', () => {
  testTransform(() => colorJitter({ brightness: 0.4, contrast: 0.4, saturation: 0.4 }));

  it('blends with black, the mean gray and the gray version, cut off to 0…1', () => {
    near(adjustBrightness(image, 1.5).pixels, [1, 0.6, 0.3, 0.15, 0.75, 1]);
    const mean = (grays[0]! + grays[1]!) / 2;
    near(
      adjustContrast(image, 0.5).pixels,
      [...image.pixels].map((value) => 0.5 * value + 0.5 * mean),
    );
    near(
      adjustContrast(image, 4).pixels,
      [...image.pixels].map((v) => Math.min(1, Math.max(0, 4 * v - 3 * mean))),
    );
    near(adjustSaturation(image, 0).pixels, [grays[0]!, grays[0]!, grays[0]!, grays[1]!, grays[1]!, grays[1]!]);
    near(
      adjustSaturation(image, 1.25).pixels,
      [...image.pixels].map((v, i) => Math.min(1, 1.25 * v - 0.25 * grays[i < 3 ? 0 : 1]!)),
    );
  });

  it('draws the factor from 1 ± strength, never below 0', () => {
    near(
      colorJitter({ brightness: 0.4 })(image, chance(0, 0)).pixels,
      [...image.pixels].map((value) => 0.6 * value),
    );
    near(colorJitter({ brightness: 3 })(image, chance(0, 0)).pixels, [0, 0, 0, 0, 0, 0]);
  });

  it('draws the order too', () => {
    const both = colorJitter({ brightness: 0.5, contrast: 0.5 });
    const brightFirst = adjustContrast(adjustBrightness(image, 1.5), 0.5).pixels;
    const contrastFirst = adjustBrightness(adjustContrast(image, 0.5), 1.5).pixels;
    expect(brightFirst).not.toEqual(contrastFirst);
    near(both(image, chance(0, 0, 1, 0)).pixels, [...brightFirst]);
    near(both(image, chance(0.5, 0, 0, 1)).pixels, [...contrastFirst]);
  });

  it('takes single-channel pictures as gray', () => {
    const gray = floatImage([0.2, 0.6], [1, 2, 1]);
    near(adjustContrast(gray, 0.5).pixels, [0.3, 0.5]);
    near(adjustSaturation(gray, 0).pixels, [0.2, 0.6]);
  });

  it('names a strength out of range', () => {
    expect(() => colorJitter({ contrast: -0.1 })).toThrow('colorJitter: contrast (-0.1) must be a finite number');
    expect(() => colorJitter({ saturation: Number.NaN })).toThrow('colorJitter: saturation (NaN)');
  });
});
