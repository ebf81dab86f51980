import { copyFile, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../test/temporary-folder.js';
import { readTarGz } from './read-tar-gz.js';
import { readShippedArchive, shippedArchives } from './shipped-archive.js';

const archive = shippedArchives['oxford-iiit-pet-sample'];

describe('readShippedArchive', () => {
  const root = temporaryFolder();
  const read = () => readShippedArchive(archive, pathToFileURL(`${root()}/`));
  let file: string;
  beforeEach(async () => {
    file = path.join(root(), archive.file);
    await copyFile(new URL(`../assets/${archive.file}`, import.meta.url), file);
  });

  it('reads the archive whole, with its files in the official layout', async () => {
    const files = await readTarGz(await read());
    expect(files.size).toBe(600 + 3);
    expect([...files.keys()].every((name) => /^(images\/.*\.jpg|annotations\/\w+\.txt)$/.test(name))).toBe(true);
  });

  it('names an archive that is cut short, changed or missing', async () => {
    const bytes = await readFile(file);
    bytes[1_000_000]! ^= 4;
    await writeFile(file, bytes);
    await expect(read()).rejects.toThrow(
      `${file} is damaged: its checksum is not the published one; reinstall @clce/data`,
    );
    await truncate(file, 4_000_000);
    await expect(read()).rejects.toThrow(
      `${file} has 4000000 bytes instead of ${archive.sizeBytes}; reinstall @clce/data`,
    );
    await expect(readShippedArchive(archive, pathToFileURL(`${root()}/none/`))).rejects.toThrow(
      /cannot be read \(ENOENT/,
    );
  });

  it.each(Object.values(shippedArchives))(
    'brings the licence of $file and stays below 8 MB',
    async ({ file: name, sizeBytes }) => {
      expect(sizeBytes).toBeLessThan(8e6);
      const licence = await readFile(
        new URL(`../assets/${name.replace('.tar.gz', '.LICENSE.txt')}`, import.meta.url),
        'utf8',
      );
      expect(licence).toMatch(/MIT License|CC BY-SA 4\.0/);
    },
  );
});

describe('readTarGz', () => {
  it('rejects what is not a whole gzipped tar', async () => {
    const bytes = await readShippedArchive(archive);
    await expect(readTarGz(bytes.subarray(0, 100_000))).rejects.toThrow();
    await expect(readTarGz(Buffer.from('hello'))).rejects.toThrow();
  });
});
