import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { appendMetrics, trimMetrics } from './metrics-file.js';

let room: string;
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), 'clce-metrics-'));
});
afterEach(() => rmSync(room, { recursive: true }));

it('forgets what a unit logged past a step, and a line cut short, and keeps the rest', () => {
  const file = join(room, 'metrics.jsonl');
  for (const [loss, step] of [
    ['ce', 10],
    ['ce', 20],
    ['clce', 10],
    ['clce', 20],
  ] as const) {
    appendMetrics(file, { loss, seed: 1, step });
  }
  appendFileSync(file, '{"loss":"clce","se');
  trimMetrics(file, { loss: 'clce', seed: 1 }, 10);
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ loss, step }) => `${loss} ${step}`)).toEqual(['ce 10', 'ce 20', 'clce 10']);
});

it('has nothing to do where nothing was logged', () => {
  expect(() => trimMetrics(join(room, 'none.jsonl'), { loss: 'ce', seed: 1 }, 0)).not.toThrow();
});
