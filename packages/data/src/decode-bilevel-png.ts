import { inflateSync } from 'node:zlib';

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const header = Buffer.from([1, 0, 0, 0, 0]); // 1 bit, grayscale, deflate, filters per row, not interlaced

/**
 * Decodes a PNG of 1-bit grayscale whose rows are stored unfiltered, into bytes of 0 and 255. Omniglot has 32,460 of
 * them, and this takes a fiftieth of the time of a general decoder. Returns `undefined` for any other picture.
 */
export function decodeBilevelPng(png: Buffer): { width: number; height: number; pixels: Uint8Array } | undefined {
  if (!png.subarray(0, 8).equals(signature) || !png.subarray(24, 29).equals(header)) return undefined;
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const rows = inflateSync(Buffer.concat(dataChunks(png)));
  const stride = 1 + Math.ceil(width / 8);
  if (rows.length !== height * stride) return undefined;
  for (let y = 0; y < height; y++) if (rows[y * stride] !== 0) return undefined; // a filtered row
  return { width, height, pixels: unpackBits(rows, width, height, stride) };
}

/** Each row is a filter byte and then eight pixels a byte, the leftmost in the highest bit. */
function unpackBits(rows: Uint8Array, width: number, height: number, stride: number): Uint8Array {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      pixels[y * width + x] = -((rows[y * stride + 1 + (x >> 3)]! >> (7 - (x & 7))) & 1); // 0 or 255
    }
  }
  return pixels;
}

function dataChunks(png: Buffer): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 8; at + 8 <= png.length; ) {
    const sizeBytes = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') chunks.push(png.subarray(at + 8, at + 8 + sizeBytes));
    at += 12 + sizeBytes;
  }
  return chunks;
}
