import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasPip } from '../../test/python.js';
import { scratchFolder } from '../../test/scratch.js';
import { tinyWheel } from '../../test/tiny-wheel.js';
import type { WheelPin } from '../wheels.js';
import { downloadWheel } from './download-wheel.js';

const scratch = scratchFolder();

describe.runIf(hasPip)('downloadWheel', () => {
  const { file, pin } = tinyWheel(scratch);
  let count = 0;
  const download = (wanted: WheelPin, pipWords = ['--no-index', '--find-links', scratch], signal?: AbortSignal) =>
    downloadWheel(wanted, { python: 'python3', folder: join(scratch, `download-${count++}`), pipWords, signal });

  it('fetches the pinned wheel', async () => {
    const path = await download(pin);
    expect(basename(path)).toBe(basename(file));
    expect(await readFile(path)).toEqual(await readFile(file));
  });

  it('refuses a wheel of another hash, naming both', async () => {
    const sha256 = '0'.repeat(64);
    const attempt = download({ ...pin, sha256 });
    await expect(attempt).rejects.toThrow(
      `the downloaded tiny-tensorflow 1.0 is not the pinned one (sha256 ${sha256} expected, ${pin.sha256} found)`,
    );
  });

  it('says when there is no such wheel', async () => {
    const attempt = download({ ...pin, version: '9.9' });
    await expect(attempt).rejects.toThrow("pip's package index has no tiny-tensorflow 9.9 for this platform");
  });

  it('says when there is no network', async () => {
    const attempt = download(pin, ['--index-url', 'http://127.0.0.1:9/simple']);
    await expect(attempt).rejects.toThrow(
      /^no network: pip cannot reach its package index to download tiny-tensorflow/,
    );
  });

  it("passes on pip's own words for anything else", async () => {
    await expect(download(pin, ['--no-such-option'])).rejects.toThrow(
      /^pip could not download tiny-tensorflow 1.0: .*no such option/,
    );
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const attempt = download(pin, ['--index-url', 'http://127.0.0.1:9/simple'], stop.signal);
    stop.abort('SIGINT');
    await expect(attempt).rejects.toBe('SIGINT');
    expect(existsSync(join(scratch, `download-${count - 1}`, 'pip'))).toBe(false);
  });
});
