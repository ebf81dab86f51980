import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { countPerClass } from '../test/count-per-class.js';
import { temporaryFolder } from '../test/temporary-folder.js';
import { loadDataset } from './load-dataset.js';
import { preload } from './preload.js';
import type { ImageDataset } from './types.js';

/** A picture of three vertical stripes, red, green and blue. */
function stripes(width: number, height: number): Sharp {
  const pixels = Buffer.alloc(width * height * 3);
  for (let i = 0; i < width * height; i++) pixels[3 * i + Math.floor(((i % width) * 3) / width)] = 255;
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

async function writeClasses(folder: string, counts: Record<string, number>): Promise<void> {
  const bytes = await stripes(30, 10).png().toBuffer();
  for (const [className, count] of Object.entries(counts)) {
    await mkdir(path.join(folder, className), { recursive: true });
    for (let i = 0; i < count; i++) await writeFile(path.join(folder, className, `${i}.png`), bytes);
  }
}

describe('folder:DIR', () => {
  const root = temporaryFolder();
  const load = (options = {}) => loadDataset(`folder:${root()}`, { imageSize: 10, ...options });

  it('takes sub-folders as classes and sets a seeded share of each aside', async () => {
    await writeClasses(root(), { rose: 10, daisy: 5, tulip: 2, '.hidden': 1 });
    await writeFile(path.join(root(), 'rose', 'notes.txt'), 'not a picture');
    const { train, test } = await load();
    expect(train.classNames).toEqual(['daisy', 'rose', 'tulip']);
    expect(countPerClass(train)).toEqual([4, 8, 1]);
    expect(countPerClass(test)).toEqual([1, 2, 1]);
    expect((await load()).test.labels).toEqual(test.labels);
  });

  it('takes the split of a folder that has one', async () => {
    await writeClasses(path.join(root(), 'train'), { a: 2, b: 1 });
    await writeClasses(path.join(root(), 'val'), { c: 1 });
    await writeClasses(path.join(root(), 'test'), { d: 1, e: 3 });
    const { train, validation, test } = await load();
    expect([train, validation!, test].map((part) => part.classNames)).toEqual([['a', 'b'], ['c'], ['d', 'e']]);
    expect([...test.labels]).toEqual([0, 1, 1, 1]);
  });

  it('scales the shorter side and cuts out the middle, whatever the kind of picture', async () => {
    await writeClasses(root(), { a: 2 });
    const gray = stripes(10, 10).toColourspace('b-w');
    const kinds = [stripes(30, 10).webp({ lossless: true }), stripes(30, 10).ensureAlpha(0.5).png(), gray.png()];
    for (const [i, kind] of kinds.entries())
      await writeFile(path.join(root(), 'a', `kind-${i}.png`), await kind.toBuffer());
    const { train, test } = await load();
    const whole = [await preload(train), await preload(test)];
    const looks = whole.flatMap(({ labels, image }) =>
      Array.from(labels.keys(), (row) => [...image(row).subarray(15, 18)].join()),
    );
    expect(looks.filter((look) => look === '0,255,0')).toHaveLength(4);
    expect(looks).toHaveLength(5);
    for (const { imageShape } of whole) expect(imageShape).toEqual([10, 10, 3]);
  });

  it('turns pictures upright', async () => {
    await writeClasses(root(), { a: 1 });
    const onItsSide = await stripes(30, 30).png().withMetadata({ orientation: 6 }).toBuffer();
    await writeFile(path.join(root(), 'a', 'side.png'), onItsSide);
    const { train, test } = await load();
    const middles = await Promise.all([train, test].map((part: ImageDataset) => part.image(0)));
    const upright = middles.map((pixels) => [...pixels.subarray(0, 3), ...pixels.subarray(27, 30)].join());
    expect(upright).toContain('255,0,0,255,0,0'); // the first row is all red
  });

  it('names a picture that cannot be read', async () => {
    await writeClasses(root(), { a: 1 });
    const jpeg = await stripes(300, 200).jpeg().toBuffer();
    await writeFile(path.join(root(), 'a', 'cut.jpg'), jpeg.subarray(0, jpeg.length / 2));
    await writeFile(path.join(root(), 'a', 'text.jpg'), 'hello');
    const { train, test } = await load();
    const results = await Promise.allSettled(
      [train, test].flatMap((part) => Array.from(part.labels.keys(), (row) => part.image(row))),
    );
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : [])).sort();
    expect(reasons).toHaveLength(2);
    expect(reasons[0]).toMatch(/DataError: .*cut\.jpg is not a readable image \(.+\); replace it or take it out$/);
    expect(reasons[1]).toMatch(/text\.jpg is not a readable image/);
  });

  it('names a folder that is missing, has no classes or an empty one', async () => {
    await expect(load()).rejects.toThrow(`${root()} has no sub-folders; it must have one for each class`);
    await writeClasses(root(), { a: 2, empty: 0 });
    await expect(load()).rejects.toThrow(
      `${path.join(root(), 'empty')} has no pictures; add some or take the folder out`,
    );
    await writeClasses(root(), { empty: 1 });
    await expect(load()).rejects.toThrow('class empty has 1 picture, but one to train and one to test are needed');
    await expect(loadDataset(`folder:${root()}/nowhere`)).rejects.toThrow(/nowhere cannot be read \(ENOENT/);
    await expect(load({ imageSize: -1 })).rejects.toThrow('folder: imageSize (-1) must be a whole number');
  });
});
