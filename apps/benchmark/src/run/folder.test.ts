import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveConfig } from '../suites/resolve.js';
import { createRunFolder, findRunToResume, newestFinishedRun, type RunIdentity } from './folder.js';

const identity = (epochs: number): RunIdentity => ({
  engine: 'cpu',
  config: resolveConfig('quick', { epochs, augment: true, hardNegatives: true, output: '', resume: true, json: false }),
});
let output: string;
beforeEach(() => {
  output = mkdtempSync(join(tmpdir(), 'clce-runs-'));
});
afterEach(() => rmSync(output, { recursive: true }));

describe('run folders', () => {
  it('hold their configuration and never share a name', () => {
    const [first, second] = [createRunFolder(output, identity(1)), createRunFolder(output, identity(1))];
    expect(first.path).not.toBe(second.path);
    expect(JSON.parse(readFileSync(first.file('config.json'), 'utf8'))).toEqual(identity(1));
  });

  it('are resumed where the options are the same and no result is there', () => {
    const mine = createRunFolder(output, identity(2));
    createRunFolder(output, identity(3));
    expect(findRunToResume(output, identity(2)).path).toBe(mine.path);
    writeFileSync(mine.file('result.json'), '{}');
    expect(() => findRunToResume(output, identity(2))).toThrow(/no unfinished run with these options.*other options/);
    expect(newestFinishedRun(output)).toBe(mine.path);
  });

  it('cannot be made below a file, or where the system refuses folders', () => {
    writeFileSync(join(output, 'file'), '');
    expect(() => createRunFolder(join(output, 'file'), identity(1))).toThrow(/--output \(.*file\) cannot be written/);
    expect(() => createRunFolder('/proc/nowhere', identity(1))).toThrow('--output (/proc/nowhere) cannot be written');
  });

  it('are missed in one sentence', () => {
    expect(() => findRunToResume(join(output, 'none'), identity(1))).toThrow(
      'clce run: --resume found no unfinished run',
    );
    expect(() => newestFinishedRun(output)).toThrow('holds no finished run: clce run quick makes one');
  });
});
