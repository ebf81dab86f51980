import type { ImageDataset } from './types.js';

/** A data set whose decoded pixels all lie in memory, row after row. */
export interface DenseDataset extends ImageDataset {
  pixels: Uint8Array;
  image(index: number): Uint8Array;
}

/**
 * Makes a data set out of decoded pixels.
 *
 * @throws {RangeError} If the number of bytes is not rows × height × width × channels.
 * @example
 * ```ts
 * const dots = denseDataset({
 *   name: 'dots',
 *   classNames: ['dark', 'light'],
 *   labels: Int32Array.of(0, 1),
 *   imageShape: [1, 1, 1],
 *   pixels: Uint8Array.of(0, 255),
 * });
 * ```
 */
export function denseDataset(data: Omit<DenseDataset, 'image'>): DenseDataset {
  const { name, labels, imageShape, pixels } = data;
  const [height, width, channels] = imageShape;
  const sizeBytes = height * width * channels;
  if (pixels.length !== labels.length * sizeBytes) {
    throw new RangeError(
      `denseDataset: ${name} has ${pixels.length} bytes of pixels, but ${labels.length} rows of ${imageShape.join('×')} need ${labels.length * sizeBytes}`,
    );
  }
  return { ...data, image: (index) => pixels.subarray(index * sizeBytes, (index + 1) * sizeBytes) };
}
