import { type DenseDataset, denseDataset } from './dense-dataset.js';
import type { ImageDataset } from './types.js';

const decodedAtOnce = 16;

/**
 * Decodes a whole data set into memory (rows × height × width × channels bytes), so that each picture is decoded once.
 *
 * @throws {DataError} If a picture cannot be read.
 * @example
 * ```ts
 * const { train } = await loadDataset('folder:/pictures', { imageSize: 64 });
 * const ready = await preload(train);
 * ```
 */
export async function preload(dataset: ImageDataset): Promise<DenseDataset> {
  const { name, classNames, labels, imageShape } = dataset;
  const sizeBytes = imageShape[0] * imageShape[1] * imageShape[2];
  const pixels = new Uint8Array(labels.length * sizeBytes);
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < labels.length) {
      const row = next++;
      pixels.set(await dataset.image(row), row * sizeBytes);
    }
  };
  await Promise.all(Array.from({ length: decodedAtOnce }, work));
  return denseDataset({ name, classNames, labels, imageShape, pixels });
}
