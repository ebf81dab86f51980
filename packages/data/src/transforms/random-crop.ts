import { drawBelow, type FloatImage, type Transform } from './transform.js';

/** Options of {@link randomCrop}. */
export interface RandomCropOptions {
  /** Pixels added on each side before the crop. Default 0. */
  padding?: number;
  /** Pixels a side of the result. Default: height and width stay as they are. */
  size?: number;
  /** The value of added pixels. Default 0. */
  fill?: number;
}

/**
 * Pads and then cuts out a window at a place drawn uniformly.
 *
 * @throws {RangeError} If padding or size are not whole numbers, or the padded picture is smaller than the window.
 * @example
 * ```ts
 * const transform = randomCrop({ padding: 4 }); // CIFAR's usual augmentation
 * ```
 */
export function randomCrop({ padding = 0, size, fill = 0 }: RandomCropOptions = {}): Transform {
  if (!Number.isInteger(padding) || padding < 0) {
    throw new RangeError(`randomCrop: padding (${padding}) must be a whole number of at least 0`);
  }
  if (size !== undefined && !(Number.isInteger(size) && size > 0)) {
    throw new RangeError(`randomCrop: size (${size}) must be a whole number of at least 1`);
  }
  return (image, random) => {
    const [height, width] = image.shape;
    const window = { height: size ?? height, width: size ?? width };
    const down = height + 2 * padding - window.height;
    const right = width + 2 * padding - window.width;
    if (down < 0 || right < 0) {
      throw new RangeError(`randomCrop: size (${size}) exceeds the padded picture (${height} × ${width}, ${padding})`);
    }
    const top = drawBelow(random, down + 1) - padding;
    const left = drawBelow(random, right + 1) - padding;
    return crop(image, { top, left, ...window }, fill);
  };
}

interface Window {
  top: number;
  left: number;
  height: number;
  width: number;
}

/** Cuts a window out of a picture; what lies outside the picture gets the fill value. */
function crop({ pixels, shape }: FloatImage, { top, left, height, width }: Window, fill: number): FloatImage {
  const [oldHeight, oldWidth, channels] = shape;
  const cropped = new Float32Array(height * width * channels).fill(fill);
  const first = Math.max(0, -left);
  const end = Math.min(width, oldWidth - left);
  for (let y = Math.max(0, -top); y < Math.min(height, oldHeight - top) && first < end; y++) {
    const source = ((y + top) * oldWidth + left + first) * channels;
    cropped.set(pixels.subarray(source, source + (end - first) * channels), (y * width + first) * channels);
  }
  return { pixels: cropped, shape: [height, width, channels] };
}
