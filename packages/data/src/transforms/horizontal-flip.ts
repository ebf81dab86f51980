import type { FloatImage, Transform } from './transform.js';

/** Options of {@link horizontalFlip}. */
export interface HorizontalFlipOptions {
  /** Chance of a flip, 0…1. Default 0.5. */
  probability?: number;
}

/**
 * Mirrors left and right, at the given chance.
 *
 * @throws {RangeError} If the probability is not in 0…1.
 */
export function horizontalFlip({ probability = 0.5 }: HorizontalFlipOptions = {}): Transform {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`horizontalFlip: probability (${probability}) must be from 0 to 1`);
  }
  return (image, random) => (random() < probability ? mirror(image) : image);
}

function mirror({ pixels, shape }: FloatImage): FloatImage {
  const [height, width, channels] = shape;
  const mirrored = new Float32Array(pixels.length);
  let target = 0;
  for (let y = 0; y < height; y++) {
    for (let x = width - 1; x >= 0; x--) {
      const source = (y * width + x) * channels;
      for (let channel = 0; channel < channels; channel++) mirrored[target++] = pixels[source + channel]!;
    }
  }
  return { pixels: mirrored, shape };
}
