import { describe, expect, it } from 'vitest';
import { chance, floatImage } from '../../test/float-image.js';
import { testTransform } from '../../test/transform-contract.js';
import { randomCrop } from './random-crop.js';

const grid = floatImage([1, 2, 3, 4, 5, 6, 7, 8, 9], [3, 3, 1]);

describe('randomCrop', () => {
  testTransform(() => randomCrop({ padding: 2 }));

  it('moves the picture within its padding', () => {
    const crop = randomCrop({ padding: 1, fill: 0.5 });
    expect([...crop(grid, chance(0, 0)).pixels]).toEqual([0.5, 0.5, 0.5, 0.5, 1, 2, 0.5, 4, 5]);
    expect([...crop(grid, chance(0.99, 0.5)).pixels]).toEqual([4, 5, 6, 7, 8, 9, 0.5, 0.5, 0.5]);
    expect([...crop(grid, chance(0.34, 0.34)).pixels]).toEqual([...grid.pixels]);
  });

  it('cuts out a smaller window, all channels together', () => {
    const cut = randomCrop({ size: 1 })(floatImage([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]), chance(0.9, 0));
    expect(cut).toEqual(floatImage([5, 6], [1, 1, 2]));
  });

  it('takes padding larger than the picture', () => {
    expect([...randomCrop({ padding: 9 })(grid, chance(0, 0)).pixels]).toEqual(Array(9).fill(0));
  });

  it('names the option that does not fit', () => {
    expect(() => randomCrop({ padding: -1 })).toThrow('randomCrop: padding (-1) must be a whole number');
    expect(() => randomCrop({ size: 0 })).toThrow('randomCrop: size (0) must be a whole number of at least 1');
    expect(() => randomCrop({ size: 6, padding: 1 })(grid, chance())).toThrow(
      'randomCrop: size (6) exceeds the padded',
    );
  });
});
