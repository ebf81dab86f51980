import sharp from 'sharp';
import { DataError, reasonOf } from './data-error.js';

/**
 * Decodes a picture to `size × size × 3` bytes: the shorter side scaled to `size`, the middle of the longer one cut
 * out, turned upright as its EXIF data says.
 *
 * @param source - The encoded bytes, or a file's path.
 * @param name - What an error calls the picture.
 * @throws {DataError} If the picture cannot be read whole.
 */
export async function decodeImage(source: Uint8Array | string, name: string, size: number): Promise<Uint8Array> {
  try {
    const upright = sharp(source).rotate().resize(size, size, { fit: 'cover', position: 'centre' });
    return await upright.removeAlpha().toColourspace('srgb').raw().toBuffer();
  } catch (cause) {
    throw new DataError(`${name} is not a readable image (${reasonOf(cause)}); replace it or take it out`, { cause });
  }
}
