import { appendFile, mkdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { scratchFolder } from '../test/scratch.js';
import { checkManifest, writeManifest } from './manifest.js';

const folder = join(scratchFolder(), 'engine');
const [library, addon] = [join(folder, 'lib', 'large.so'), join(folder, 'addon.node')];

beforeEach(async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'lib'), { recursive: true });
  await writeFile(library, Buffer.alloc(2 << 20, 1)); // large enough to be checked by size and time
  await writeFile(addon, 'addon');
  await writeManifest(folder, '2.21.0');
});

const reason = async (options?: { thorough: boolean }): Promise<string | undefined> => {
  const found = await checkManifest(folder, options);
  return found.state === 'damaged' ? found.reason : found.state;
};

describe('checkManifest', () => {
  it('finds a finished engine whole, and says which it is', async () => {
    const found = await checkManifest(folder);
    expect(found).toMatchObject({ state: 'whole', manifest: { tensorflow: '2.21.0' } });
  });

  it('finds nothing where there is nothing', async () => {
    await rm(folder, { recursive: true });
    expect(await reason()).toBe('missing');
  });

  it('sees a missing file', async () => {
    await rm(library);
    expect(await reason()).toBe('lib/large.so is missing');
  });

  it('sees a truncated file, with both sizes', async () => {
    await truncate(library, 7);
    expect(await reason()).toBe(`lib/large.so has 7 bytes instead of ${2 << 20}`);
  });

  it('sees other bytes in a large file by its time', async () => {
    await writeFile(library, Buffer.alloc(2 << 20, 2));
    const { mtimeMs } = await stat(library);
    await utimes(library, mtimeMs / 1000, mtimeMs / 1000 + 5);
    expect(await reason()).toBe('lib/large.so does not have the bytes it was made with');
  });

  it('takes a large file that was only touched for whole', async () => {
    await utimes(library, 1, 1);
    expect(await reason()).toBe('whole');
  });

  it('sees other bytes behind an unchanged time when it looks thoroughly', async () => {
    const { atime, mtime } = await stat(library);
    await writeFile(library, Buffer.alloc(2 << 20, 2));
    await utimes(library, atime, mtime);
    expect(await reason()).toBe('whole');
    expect(await reason({ thorough: true })).toBe('lib/large.so does not have the bytes it was made with');
  });

  it('always sees other bytes in a small file', async () => {
    const { atime, mtime } = await stat(addon);
    await writeFile(addon, 'ADDON');
    await utimes(addon, atime, mtime);
    expect(await reason()).toBe('addon.node does not have the bytes it was made with');
  });

  it.each(['', '{', '{}', 'null', '{"tensorflow":"2.21.0","files":{}}'])(
    'takes a manifest %j for damage',
    async (text) => {
      await writeFile(join(folder, 'manifest.json'), text);
      expect(await reason()).toBe('manifest.json is missing or unreadable');
    },
  );

  it('takes a missing manifest for damage: the install had not ended', async () => {
    await rm(join(folder, 'manifest.json'));
    expect(await reason()).toBe('manifest.json is missing or unreadable');
    await appendFile(join(folder, 'manifest.json'), '{"tensorflow": 1}');
    expect(await reason()).toBe('manifest.json is missing or unreadable');
  });
});
