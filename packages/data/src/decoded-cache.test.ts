import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dots } from '../test/dots.js';
import { decodedCache } from './decoded-cache.js';

describe('decodedCache', () => {
  let folder: string;
  let decoded: number;
  const load = (key: unknown = 1) =>
    decodedCache({
      name: 'dots',
      key,
      folder,
      decode: async () => {
        decoded++;
        return dots(50);
      },
    });
  const onlyFile = async () => path.join(folder, (await readdir(folder))[0]!);

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'clce-cache-'));
    decoded = 0;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const same = async (key?: unknown) => {
    const { image: _, ...data } = await load(key);
    const { image: __, ...expected } = dots(50);
    expect({ ...data, pixels: [...data.pixels] }).toEqual({ ...expected, pixels: [...expected.pixels] });
  };

  it('decodes once, and once more for another key', async () => {
    await same();
    await same();
    expect(decoded).toBe(1);
    await same(2);
    expect(decoded).toBe(2);
    expect(await readdir(folder)).toHaveLength(2); // and no temporary file
  });

  it('remakes a file that was cut short, changed or emptied', async () => {
    await same();
    const whole = await readFile(await onlyFile());
    const flipped = Buffer.from(whole);
    flipped[whole.length - 7]! ^= 1;
    const damages = [
      async (file: string) => truncate(file, whole.length - 10),
      async (file: string) => writeFile(file, flipped),
      async (file: string) => truncate(file, 0),
      async (file: string) => truncate(file, 33),
    ];
    for (const [i, damage] of damages.entries()) {
      await damage(await onlyFile());
      await same();
      expect(decoded).toBe(2 + i);
      expect(await readFile(await onlyFile())).toEqual(whole);
    }
    await same();
    expect(decoded).toBe(1 + damages.length);
  });

  it('works without keeping anything where nothing can be written', async () => {
    const file = path.join(folder, 'in-the-way');
    await writeFile(file, '');
    folder = path.join(file, 'pixels');
    await same();
    expect(decoded).toBe(1);
    folder = path.dirname(file);
  });
});
