import { expect, it } from 'vitest';
import { randomStream } from '../src/random-stream.js';
import type { FloatImage, Transform } from '../src/transforms/transform.js';
import type { ImageShape } from '../src/types.js';

function noise(shape: ImageShape): FloatImage {
  const random = randomStream(77);
  return { pixels: Float32Array.from({ length: shape[0] * shape[1] * shape[2] }, random), shape };
}

/** What every random transform promises; call it inside a `describe`. */
export function testTransform(
  create: () => Transform,
  shapes: ImageShape[] = [
    [7, 5, 3],
    [6, 6, 1],
    [1, 1, 3],
  ],
): void {
  it('is a pure function of the picture and of what it draws', () => {
    for (const shape of shapes) {
      const image = noise(shape);
      const before = image.pixels.slice();
      for (let seed = 0; seed < 20; seed++) {
        const once = create()(image, randomStream(seed));
        expect(once).toEqual(create()(image, randomStream(seed)));
        expect(once.pixels).toHaveLength(once.shape[0] * once.shape[1] * once.shape[2]);
        expect(once.pixels.every(Number.isFinite)).toBe(true);
      }
      expect(image.pixels).toEqual(before);
    }
  });

  it('does different things for different draws', () => {
    const results = Array.from({ length: 40 }, (_, seed) =>
      create()(noise(shapes[0]!), randomStream(seed)).pixels.join(),
    );
    expect(new Set(results).size).toBeGreaterThan(1);
  });
}
