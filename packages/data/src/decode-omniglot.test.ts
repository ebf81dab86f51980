import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeBilevelPng } from './decode-bilevel-png.js';
import { decodeOmniglot } from './decode-omniglot.js';
import { readTarGz } from './read-tar-gz.js';
import { readShippedArchive, shippedArchives } from './shipped-archive.js';

const files = await readTarGz(await readShippedArchive(shippedArchives.omniglot));
const picture = (width: number, format: 'png' | 'jpeg') =>
  sharp({ create: { width, height: 105, channels: 3, background: 'white' } })
    .toFormat(format)
    .toBuffer();

describe('decodeBilevelPng', () => {
  it('agrees with sharp on the shipped drawings', async () => {
    for (const bytes of [...files.values()].filter((_, i) => i % 400 === 0)) {
      const expected = await sharp(bytes).removeAlpha().toColourspace('b-w').raw().toBuffer();
      const { width, height, pixels } = decodeBilevelPng(Buffer.from(bytes))!;
      expect([width, height]).toEqual([105, 105]);
      expect(expected.equals(pixels)).toBe(true);
    }
  });

  it('leaves other pictures to others', async () => {
    expect(decodeBilevelPng(await picture(105, 'png'))).toBeUndefined();
    expect(decodeBilevelPng(await picture(105, 'jpeg'))).toBeUndefined();
    expect(decodeBilevelPng(Buffer.alloc(3))).toBeUndefined();
  });
});

describe('decodeOmniglot', () => {
  const name = 'images_background/Greek/character01/0394_01.png';
  const only = (bytes: Uint8Array) => new Map([[name, bytes]]);

  it('keeps the original size when asked, with ink as 255', async () => {
    const drawing = files.get(name)!;
    const { imageShape, classNames, pixels } = await decodeOmniglot(only(drawing), 105);
    expect(imageShape).toEqual([105, 105, 1]);
    expect(classNames).toEqual(['Greek/character01']);
    expect(pixels).toEqual(decodeBilevelPng(Buffer.from(drawing))!.pixels.map((value) => 255 - value));
  });

  it('shrinks without losing ink', async () => {
    const mean = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const drawing = only(files.get(name)!);
    const original = mean((await decodeOmniglot(drawing, 105)).pixels);
    for (const size of [1, 7, 28, 64])
      expect(mean((await decodeOmniglot(drawing, size)).pixels)).toBeCloseTo(original, 0);
  });

  it('reads a drawing stored as another kind of picture', async () => {
    expect((await decodeOmniglot(only(await picture(105, 'png')), 28)).pixels.every((ink) => ink === 0)).toBe(true);
  });

  it('names a drawing that is unreadable or of another size', async () => {
    await expect(decodeOmniglot(only(Buffer.from('not a picture')), 28)).rejects.toThrow(
      `${name} is not a readable image`,
    );
    await expect(decodeOmniglot(only(await picture(99, 'png')), 28)).rejects.toThrow(
      `${name} has 99 × 105 pixels instead`,
    );
  });
});
