// The built command on real data, small: what a user does, from the first run to a report.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ResultFile } from '../report/schema.js';
import { clce } from './command.js';

const room = mkdtempSync(join(tmpdir(), 'clce-run-'));
afterAll(() => rmSync(room, { recursive: true, force: true }));

const tiny = ['--widths', '8,8,8,8', '--steps', '40', '--seeds', '1', '--batch-size', '32', '--episodes', '20'];
const run = (output: string, ...words: string[]) => ['run', 'quick', ...tiny, '--output', join(room, output), ...words];
const folderOf = (output: string): string => join(room, output, readdirSync(join(room, output))[0]!);
const numbers = ({ results, comparisons }: ResultFile) => ({
  results: results.map(({ imagesPerSecond: _, ...numbers }) => numbers),
  comparisons,
});

describe('clce run', () => {
  it('trains with both losses, evaluates and writes all that a run leaves', { timeout: 240_000 }, async () => {
    const { code, stdout, stderr } = await clce(run('whole', '--json'));
    expect(stderr).toMatch(/^engine /m);
    expect(code).toBe(0);
    const result = JSON.parse(stdout) as ResultFile;
    expect(result.results).toHaveLength(6);
    expect(result.comparisons.map(({ ways, shots, a, b }) => [ways, shots, a, b])).toEqual([
      [5, 1, 'clce', 'ce'],
      [5, 5, 'clce', 'ce'],
      [20, 1, 'clce', 'ce'],
    ]);

    for (const { ways, accuracy } of result.results) expect(accuracy).toBeGreaterThan(1.1 / ways);
    const folder = folderOf('whole');
    for (const file of ['config.json', 'metrics.jsonl', 'weights/ce-seed1.safetensors', 'result.json', 'report.html']) {
      expect(existsSync(join(folder, file)), file).toBe(true);
    }
    expect(readdirSync(join(folder, 'checkpoints'))).toEqual([]);
    const metrics = readFileSync(join(folder, 'metrics.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(metrics.map(({ loss, step }) => `${loss} ${step}`)).toEqual(
      ['ce', 'clce'].flatMap((loss) => Array.from({ length: 40 }, (_, i) => `${loss} ${i + 1}`)),
    );
    expect(new Set(metrics.filter(({ loss }) => loss === 'clce').map(({ tensors }) => tensors)).size).toBe(1);
  });

  it('gives the same numbers after SIGKILL and --resume as undisturbed', { timeout: 240_000 }, async () => {
    const words = ['--loss', 'clce', '--checkpoint-every-steps', '10'];
    const whole = await clce(run('undisturbed', ...words, '--json'));
    const killed = await clce(run('killed', ...words), { killWhen: /step 2\d\/40/ });
    expect(killed.code).toBe(null);
    const resumed = await clce(run('killed', ...words, '--resume', '--json'));
    expect(resumed.stderr).toMatch(/going on after step [123]0/);
    expect(numbers(JSON.parse(resumed.stdout))).toEqual(numbers(JSON.parse(whole.stdout)));
    const steps = (output: string) =>
      readFileSync(join(folderOf(output), 'metrics.jsonl'), 'utf8').match(
        /"step":\d+,"epoch":[\d.]+,"objective":[\d.]+/g,
      );
    expect(steps('killed')).toEqual(steps('undisturbed'));
    expect((await clce(run('killed', ...words, '--resume'))).code).toBe(2);
  });
});

describe('a training of 1,000 steps', () => {
  it('holds a constant number of tensors, and its resident memory does not climb', { timeout: 240_000 }, async () => {
    const words = ['--loss', 'clce', '--steps', '1000', '--settings', '5x1'];
    expect((await clce(run('long', ...words))).code).toBe(0);
    const lines = readFileSync(join(folderOf('long'), 'metrics.jsonl'), 'utf8')
      .trim()
      .split('\n');
    const metrics = lines.map((line) => JSON.parse(line) as { step: number; tensors: number; residentBytes: number });
    expect(new Set(metrics.map(({ tensors }) => tensors)).size).toBe(1);
    const peak = (from: number, to: number) =>
      Math.max(...metrics.filter(({ step }) => step > from && step <= to).map(({ residentBytes }) => residentBytes));
    // A leaked batch a step, 100 kB, would add 80 MB.
    expect(peak(800, 1000) - peak(100, 300)).toBeLessThan(40e6);
  });
});

describe('clce', () => {
  it.each([
    [['run', 'quick', '--temperature', '-1'], '--temperature (-1)'],
    [['run', 'quick', '--loss', 'triplet'], '--loss ("triplet")'],
    [['run', 'slow'], "value 'slow' is invalid for argument 'suite'"],
    [['run', 'quick', '--epoch', '1'], "unknown option '--epoch'"],
    [['run', 'few-shot', '--dataset', 'mnist'], '--dataset (mnist) must be one of'],
    [['report', '--output', join(room, 'nowhere')], 'holds no finished run'],
    [['nonsense'], "unknown command 'nonsense'"],
  ])('%j is wrong usage: exit code 2 and one sentence', async (words, sentence) => {
    const { code, stderr } = await clce(words);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(2);
  });

  it('fails with 1 and one sentence where data is missing or a class is too small for the episode', async () => {
    const missing = await clce([
      'run',
      'few-shot',
      '--dataset',
      'cifar-fs',
      '--data-root',
      join(room, 'empty'),
      '--output',
      room,
    ]);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain(join(room, 'empty'));
    const small = await clce(run('small', '--settings', '5x10'));
    expect(small.code).toBe(1);
    expect(small.stderr).toMatch(/has 20 images; 10 shots \+ 15 queries need 25/);
    expect(existsSync(join(room, 'small'))).toBe(false);
  });

  it('helps, diagnoses and lists', async () => {
    expect((await clce(['--help'])).stdout).toMatch(/run.*\n[\s\S]*report[\s\S]*doctor[\s\S]*datasets/);
    expect(JSON.parse((await clce(['doctor', '--json'])).stdout)).toBeTypeOf('object');
    expect(JSON.parse((await clce(['datasets', '--json'])).stdout)).toContainEqual(
      expect.objectContaining({ name: 'omniglot' }),
    );
  });
});
