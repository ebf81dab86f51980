import { describe, expect, it } from 'vitest';
import { chance, floatImage } from '../../test/float-image.js';
import { compose } from './compose.js';
import { horizontalFlip } from './horizontal-flip.js';
import { normalize } from './normalize.js';

describe('normalize', () => {
  it('centres and scales each channel', () => {
    const image = floatImage([0.5, 0.2, 1, 0.6], [1, 2, 2]);
    const { pixels } = normalize({ mean: [0.5, 0.4], std: [0.25, 0.2] })(image, chance());
    for (const [i, value] of [0, -1, 2, 1].entries()) expect(pixels[i]).toBeCloseTo(value, 5);
  });

  it('applies one number to all channels', () => {
    const { pixels } = normalize({ mean: [0.5], std: [0.5] })(floatImage([0, 0.5, 1], [1, 1, 3]), chance());
    expect([...pixels]).toEqual([-1, 0, 1]);
  });

  it('names what does not fit', () => {
    expect(() => normalize({ mean: [0, 0], std: [1] })).toThrow('mean has 2 channels and std 1');
    expect(() => normalize({ mean: [0], std: [0] })).toThrow('normalize: std[0] (0) must be positive');
    expect(() => normalize({ mean: [Number.NaN], std: [1] })).toThrow('channel 0 has NaN');
    const three = normalize({ mean: [0, 0, 0], std: [1, 1, 1] });
    expect(() => three(floatImage([1], [1, 1, 1]), chance())).toThrow('mean has 3 channels, but the picture has 1');
  });
});

describe('compose', () => {
  it('runs one after the other with one generator', () => {
    const transform = compose([horizontalFlip(), horizontalFlip(), normalize({ mean: [1], std: [1] })]);
    expect([...transform(floatImage([1, 2], [1, 2, 1]), chance(0.1, 0.9)).pixels]).toEqual([1, 0]);
  });
});
