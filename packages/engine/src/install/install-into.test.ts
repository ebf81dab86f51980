import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { bundle } from '../../test/bundle.js';
import { runNode, startNode } from '../../test/run-node.js';
import { scratchFolder } from '../../test/scratch.js';
import { checkManifest, writeManifest } from '../manifest.js';
import { type InstallIntoOptions, installInto } from './install-into.js';

const scratch = scratchFolder();
let count = 0;
const freshFolder = (): string => join(scratch, `case-${count++}`, 'engines', 'engine');

/** A small engine: one file and its manifest. */
function recipe(text: string, more: Partial<InstallIntoOptions> = {}): InstallIntoOptions {
  return {
    isWhole: async (folder) => (await checkManifest(folder)).state === 'whole',
    build: async (folder) => {
      await writeFile(join(folder, 'library'), text);
      await writeManifest(folder, '2.21.0');
    },
    ...more,
  };
}

const library = (folder: string): Promise<string> => readFile(join(folder, 'library'), 'utf8');
const siblings = (folder: string): Promise<string[]> => readdir(dirname(folder));

describe('installInto', () => {
  it('makes a folder once', async () => {
    const folder = freshFolder();
    expect(await installInto(folder, recipe('first'))).toBe(true);
    expect(await installInto(folder, recipe('second'))).toBe(false);
    expect(await library(folder)).toBe('first');
    expect(await siblings(folder)).toEqual(['engine']);
  });

  it('lets a second install wait, say so, and find the engine ready', async () => {
    const folder = freshFolder();
    const lines: string[] = [];
    const slow = recipe('first');
    const build: InstallIntoOptions['build'] = async (place, signal) => {
      await pause(700);
      await slow.build(place, signal);
    };
    const first = installInto(folder, { ...slow, build });
    while (!existsSync(`${folder}.lock`)) await pause(5);
    const second = installInto(folder, recipe('second', { onMessage: (line) => lines.push(line) }));
    expect(await Promise.all([first, second])).toEqual([true, false]);
    expect(lines).toEqual(['Waiting for another install, which is running or was killed a moment ago']);
    expect(await library(folder)).toBe('first');
  });

  it('replaces a damaged engine', async () => {
    const folder = freshFolder();
    await installInto(folder, recipe('first'));
    await writeFile(join(folder, 'library'), 'other');
    expect(await installInto(folder, recipe('second'))).toBe(true);
    expect(await library(folder)).toBe('second');
    expect(await siblings(folder)).toEqual(['engine']);
  });

  it('leaves nothing behind when the build fails, and keeps what was there', async () => {
    const folder = freshFolder();
    const fail: InstallIntoOptions['build'] = async (place) => {
      await writeFile(join(place, 'library'), 'half');
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    };
    await expect(installInto(folder, recipe('', { build: fail }))).rejects.toThrow('no space left');
    expect(await siblings(folder)).toEqual([]);
    await mkdir(folder);
    await writeFile(join(folder, 'library'), 'damaged');
    await expect(installInto(folder, recipe('', { build: fail }))).rejects.toThrow('no space left');
    expect(await library(folder)).toBe('damaged');
    expect(await installInto(folder, recipe('good'))).toBe(true);
  });

  it('leaves nothing behind when it is stopped', async () => {
    const folder = freshFolder();
    const stop = new AbortController();
    const build: InstallIntoOptions['build'] = async (place) => {
      await recipe('first').build(place, stop.signal);
      stop.abort('SIGINT');
    };
    await expect(installInto(folder, recipe('', { build, signal: stop.signal }))).rejects.toBe('SIGINT');
    expect(await siblings(folder)).toEqual([]);
  });

  it('makes the engine after an install that was killed, once its lock is old', async () => {
    const folder = freshFolder();
    const file = await bundle(new URL('../../test/install-and-hang.ts', import.meta.url));
    const child = startNode([file, folder]);
    while (!existsSync(join(scratch, 'hanging'))) await pause(20);
    const killed = new Promise((resolve) => child.on('close', resolve));
    child.kill('SIGKILL');
    await killed;
    expect(await siblings(folder)).toEqual(['engine.lock', `engine.new-${child.pid}`]);
    await utimes(`${folder}.lock`, 1, 1); // as it will be ten seconds later
    expect(await installInto(folder, recipe('after'))).toBe(true);
    expect(await library(folder)).toBe('after');
    expect(await siblings(folder)).toEqual(['engine']);
  });

  it('is safe from many processes at once', async () => {
    const folder = freshFolder();
    const file = await bundle(new URL('../../test/install-once.ts', import.meta.url));
    const all = await Promise.all(Array.from({ length: 4 }, () => runNode([file, folder])));
    expect(all.map(({ stdout }) => stdout).sort()).toEqual(['false', 'false', 'false', 'true']);
    expect((await checkManifest(folder)).state).toBe('whole');
    expect(await siblings(folder)).toEqual(['engine']);
  });
});
