import { describe, expect, it } from 'vitest';
import { floatImage } from '../../test/float-image.js';
import { testTransform } from '../../test/transform-contract.js';
import { randomStream } from '../random-stream.js';
import { affine, randomAffine } from './random-affine.js';

const still = { angle: 0, right: 0, down: 0, factor: 1 };
const grid = floatImage([1, 2, 3, 4, 5, 6, 7, 8, 9], [3, 3, 1]);
const near = (actual: Float32Array, expected: number[]) => {
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 5);
};

describe('randomAffine', () => {
  testTransform(
    () => randomAffine({ degrees: 30, translate: 0.2, scale: [0.5, 2] }),
    [
      [7, 5, 3],
      [6, 6, 1],
    ],
  );

  it('leaves a picture alone when nothing may move', () => {
    near(randomAffine({})(grid, randomStream(1)).pixels, [...grid.pixels]);
  });

  it('turns clockwise about the middle, whatever the side', () => {
    near(affine(grid, { ...still, angle: Math.PI / 2 }, 0).pixels, [7, 4, 1, 8, 5, 2, 9, 6, 3]);
    const even = floatImage([1, 10, 2, 20, 3, 30, 4, 40], [2, 2, 2]);
    near(affine(even, { ...still, angle: Math.PI / 2 }, 0).pixels, [3, 30, 1, 10, 4, 40, 2, 20]);
    near(affine(grid, { ...still, angle: Math.PI }, 0).pixels, [9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it('shifts right and down, between pixels by their mean, and fills what comes in', () => {
    near(affine(grid, { ...still, right: 1 }, 0).pixels, [0, 1, 2, 0, 4, 5, 0, 7, 8]);
    near(affine(grid, { ...still, down: 2 }, 0.5).pixels, [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 2, 3]);
    near(affine(grid, { ...still, right: 0.5 }, 0).pixels, [0.5, 1.5, 2.5, 2, 4.5, 5.5, 3.5, 7.5, 8.5]);
    near(affine(grid, { ...still, right: 99 }, 0).pixels, Array(9).fill(0));
  });

  it('enlarges about the middle', () => {
    near(affine(grid, { ...still, factor: 2 }, 0).pixels, [3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7]);
  });

  it('keeps within the bounds that it was given', () => {
    const ones = floatImage(Array(100).fill(1), [10, 10, 1]);
    for (let seed = 0; seed < 50; seed++) {
      const { pixels } = randomAffine({ translate: 0.2 })(ones, randomStream(seed));
      expect(pixels.reduce((sum, value) => sum + value)).toBeGreaterThanOrEqual(8 * 8 - 1e-3);
    }
  });

  it('names the option that does not fit', () => {
    expect(() => randomAffine({ degrees: -3 })).toThrow('randomAffine: degrees (-3) must be 0 to 180');
    expect(() => randomAffine({ translate: 2 })).toThrow('randomAffine: translate (2) must be 0 to 1');
    expect(() => randomAffine({ scale: [1.2, 0.8] })).toThrow('randomAffine: scale (1.2, 0.8) must be two positive');
  });
});
