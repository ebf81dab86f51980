import { DataError } from './data-error.js';
import { decodeImage } from './decode-image.js';
import type { ImageDataset } from './types.js';

/** A picture as it is stored. */
export interface EncodedImage {
  /** The encoded bytes, or the path of a file. */
  source: Uint8Array | string;
  /** What an error calls it. */
  name: string;
  /** Its place among the class names. */
  label: number;
}

export interface EncodedDatasetOptions {
  name: string;
  classNames: string[];
  images: readonly EncodedImage[];
  /** Pixels a side of the decoded pictures. */
  imageSize: number;
}

/** A data set whose pictures are decoded each time they are asked for, off the main thread. */
export function encodedDataset({ name, classNames, images, imageSize }: EncodedDatasetOptions): ImageDataset {
  return {
    name,
    classNames,
    labels: Int32Array.from(images, ({ label }) => label),
    imageShape: [imageSize, imageSize, 3],
    image: (index) => decodeImage(images[index]!.source, images[index]!.name, imageSize),
  };
}

/** Throws unless `imageSize` is a side that a picture can have. */
export function checkImageSize(caller: string, imageSize: number): void {
  if (Number.isInteger(imageSize) && imageSize >= 1 && imageSize <= 4096) return;
  throw new DataError(`${caller}: imageSize (${imageSize}) must be a whole number from 1 to 4096`);
}
