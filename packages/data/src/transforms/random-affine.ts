import { drawBetween, type FloatImage, type Transform } from './transform.js';

/** Options of {@link randomAffine}. */
export interface RandomAffineOptions {
  /** The angle is drawn from `±degrees`. Default 0. */
  degrees?: number;
  /** The shifts are drawn from `±translate` of height and width, 0…1. Default 0. */
  translate?: number;
  /** The factor of size is drawn between these. Default `[1, 1]`. */
  scale?: readonly [minimum: number, maximum: number];
  /** The value outside the picture. Default 0. */
  fill?: number;
}

/**
 * Turns (clockwise for positive angles), scales and shifts a picture about its middle by amounts drawn anew, with
 * bilinear interpolation.
 *
 * @throws {RangeError} If an option is out of range.
 * @example
 * ```ts
 * const transform = randomAffine({ degrees: 15, translate: 0.1, scale: [0.8, 1.2] });
 * ```
 */
export function randomAffine(options: RandomAffineOptions): Transform {
  const { degrees = 0, translate = 0, scale = [1, 1], fill = 0 } = options;
  checkOptions(degrees, translate, scale);
  return (image, random) => {
    const [height, width] = image.shape;
    const angle = (drawBetween(random, -degrees, degrees) * Math.PI) / 180;
    const right = drawBetween(random, -translate, translate) * width;
    const down = drawBetween(random, -translate, translate) * height;
    const factor = drawBetween(random, scale[0], scale[1]);
    return affine(image, { angle, right, down, factor }, fill);
  };
}

function checkOptions(degrees: number, translate: number, scale: readonly [number, number]): void {
  if (!(degrees >= 0 && degrees <= 180)) throw new RangeError(`randomAffine: degrees (${degrees}) must be 0 to 180`);
  if (!(translate >= 0 && translate <= 1))
    throw new RangeError(`randomAffine: translate (${translate}) must be 0 to 1`);
  if (scale[0] > 0 && scale[0] <= scale[1] && scale[1] < Infinity) return;
  throw new RangeError(`randomAffine: scale (${scale.join(', ')}) must be two positive numbers in ascending order`);
}

interface Motion {
  angle: number;
  right: number;
  down: number;
  factor: number;
}

/** Looks up, for each new pixel, where it came from; pixel centres lie at whole numbers. */
export function affine(
  { pixels, shape }: FloatImage,
  { angle, right, down, factor }: Motion,
  fill: number,
): FloatImage {
  const [height, width, channels] = shape;
  const cos = Math.cos(angle) / factor;
  const sin = Math.sin(angle) / factor;
  const middleX = (width - 1) / 2;
  const middleY = (height - 1) / 2;
  const moved = new Float32Array(pixels.length);
  for (let y = 0; y < height; y++) {
    const fromMiddleY = y - middleY - down;
    for (let x = 0; x < width; x++) {
      const fromMiddleX = x - middleX - right;
      const sourceX = cos * fromMiddleX + sin * fromMiddleY + middleX;
      const sourceY = cos * fromMiddleY - sin * fromMiddleX + middleY;
      interpolate(pixels, shape, sourceX, sourceY, fill, moved, (y * width + x) * channels);
    }
  }
  return { pixels: moved, shape };
}

/** Writes the bilinear mean of the four pixels around a place; pixels outside the picture count as `fill`. */
function interpolate(
  pixels: Float32Array,
  [height, width, channels]: FloatImage['shape'],
  x: number,
  y: number,
  fill: number,
  target: Float32Array,
  offset: number,
): void {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const shareX = x - left;
  const shareY = y - top;
  const hasLeft = left >= 0 && left < width;
  const hasRight = left >= -1 && left < width - 1;
  const hasTop = top >= 0 && top < height;
  const hasBottom = top >= -1 && top < height - 1;
  const first = (top * width + left) * channels;
  const below = first + width * channels;
  for (let c = 0; c < channels; c++) {
    const topLeft = hasTop && hasLeft ? pixels[first + c]! : fill;
    const topRight = hasTop && hasRight ? pixels[first + channels + c]! : fill;
    const bottomLeft = hasBottom && hasLeft ? pixels[below + c]! : fill;
    const bottomRight = hasBottom && hasRight ? pixels[below + channels + c]! : fill;
    const upper = topLeft + (topRight - topLeft) * shareX;
    const lower = bottomLeft + (bottomRight - bottomLeft) * shareX;
    target[offset + c] = upper + (lower - upper) * shareY;
  }
}
