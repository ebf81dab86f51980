import { setImmediate } from 'node:timers/promises';
import sharp from 'sharp';
import { DataError, reasonOf } from './data-error.js';
import { decodeBilevelPng } from './decode-bilevel-png.js';
import { type DenseDataset, denseDataset } from './dense-dataset.js';
import { shrink } from './shrink.js';

/** Pixels a side of the original drawings. */
export const omniglotSize = 105;

/**
 * Decodes Omniglot's files, `images_…/ALPHABET/CHARACTER/NAME.png` in sorted order, to ink (255) on nothing (0).
 *
 * @throws {DataError} If a file is not a drawing of 105 × 105 pixels.
 */
export async function decodeOmniglot(files: ReadonlyMap<string, Uint8Array>, size: number): Promise<DenseDataset> {
  const classNames: string[] = [];
  const labels = new Int32Array(files.size);
  const pixels = new Uint8Array(files.size * size * size);
  const scale = shrink(omniglotSize, size);
  let row = 0;
  for (const [file, bytes] of files) {
    if (row % 512 === 0) await setImmediate();
    const [, alphabet, character] = file.split('/');
    const className = `${alphabet}/${character}`;
    if (classNames.at(-1) !== className) classNames.push(className);
    labels[row] = classNames.length - 1;
    const paper = scale(await readDrawing(file, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)));
    for (let i = 0; i < paper.length; i++) pixels[row * paper.length + i] = 255 - paper[i]!;
    row++;
  }
  return denseDataset({ name: 'omniglot', classNames, labels, imageShape: [size, size, 1], pixels });
}

/** One drawing, black on white. */
async function readDrawing(file: string, png: Buffer): Promise<Uint8Array> {
  const { width, height, pixels } = decodeBilevelPng(png) ?? (await decodeGray(file, png));
  if (width === omniglotSize && height === omniglotSize) return pixels;
  throw new DataError(`${file} has ${width} × ${height} pixels instead of ${omniglotSize} × ${omniglotSize}`);
}

async function decodeGray(file: string, png: Buffer): Promise<{ width: number; height: number; pixels: Uint8Array }> {
  try {
    const { data, info } = await sharp(png)
      .removeAlpha()
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, pixels: data };
  } catch (cause) {
    throw new DataError(`${file} is not a readable image (${reasonOf(cause)})`, { cause });
  }
}
