import { describe, expect, it } from 'vitest';
import { chance, floatImage } from '../../test/float-image.js';
import { testTransform } from '../../test/transform-contract.js';
import { horizontalFlip } from './horizontal-flip.js';

describe('horizontalFlip', () => {
  testTransform(() => horizontalFlip());

  it('mirrors below the probability and not above', () => {
    const image = floatImage([1, 10, 2, 20, 3, 30, 4, 40], [2, 2, 2]);
    expect([...horizontalFlip()(image, chance(0.49)).pixels]).toEqual([2, 20, 1, 10, 4, 40, 3, 30]);
    expect([...horizontalFlip()(image, chance(0.5)).pixels]).toEqual([...image.pixels]);
    expect([...horizontalFlip({ probability: 0 })(image, chance(0)).pixels]).toEqual([...image.pixels]);
  });

  it('names a probability out of range', () => {
    expect(() => horizontalFlip({ probability: 1.5 })).toThrow('horizontalFlip: probability (1.5) must be from 0 to 1');
  });
});
