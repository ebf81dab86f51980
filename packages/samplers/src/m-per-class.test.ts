import { describe, expect, it } from 'vitest';
import { take, testSampler } from '../test/contract.js';
import { mPerClass } from './m-per-class.js';

const labels = Array.from({ length: 10 * 12 }, (_, row) => (row * 7) % 10); // 10 classes of 12 rows
const options = { labels, batchSize: 16, samplesPerClass: 4 };

const countOf = (values: number[]): Map<number, number> => {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};
const spread = (counts: Map<number, number>): number => Math.max(...counts.values()) - Math.min(...counts.values());

describe('mPerClass', () => {
  testSampler(() => mPerClass(options), { length: labels.length });

  it('fills a batch with distinct rows of distinct classes', () => {
    const sampler = mPerClass(options);
    expect(sampler.batchesPerEpoch).toBe(7);
    for (const batch of take(sampler, sampler.start(1), 70)[0]) {
      expect(new Set(batch).size).toBe(16);
      const classes = countOf(batch.map((row) => labels[row]!));
      expect([...classes.values()]).toEqual([4, 4, 4, 4]);
    }
  });

  it('lets classes and rows take turns within an epoch', () => {
    const sampler = mPerClass({ labels, batchSize: 12, samplesPerClass: 3 });
    const [batches] = take(sampler, sampler.start(2), sampler.batchesPerEpoch);
    const rows = countOf(batches.flat());
    expect(spread(countOf(batches.flat().map((row) => labels[row]!)))).toBe(0);
    expect(rows.size).toBe(labels.length);
    expect(spread(rows)).toBe(0);
  });

  it('keeps turns even where rounds and batches do not line up', () => {
    const sampler = mPerClass({ labels, batchSize: 35, samplesPerClass: 5 });
    const [batches] = take(sampler, sampler.start(3), sampler.batchesPerEpoch);
    for (const batch of batches) expect(new Set(batch).size).toBe(35);
    const rows = countOf(batches.flat());
    const counts = labels.map((label, row) => ({ label, count: rows.get(row) ?? 0 }));
    for (let label = 0; label < 10; label++) {
      const ofClass = counts.filter((row) => row.label === label).map((row) => row.count);
      expect(Math.max(...ofClass) - Math.min(...ofClass)).toBeLessThanOrEqual(1);
      expect([10, 15]).toContain(ofClass.reduce((sum, count) => sum + count)); // 21 turns among 10 classes
    }
  });

  it('repeats the rows of a small class only when asked', () => {
    const small = [0, 0, 0, 0, 0, 4, 4, 9, 9, 9, 9, 9];
    const tight = { labels: small, batchSize: 10, samplesPerClass: 5 };
    expect(() => mPerClass(tight)).toThrow('mPerClass: class 4 has 2 rows, fewer than samplesPerClass (5)');
    const sampler = mPerClass({ ...tight, repeat: true });
    const batches = take(sampler, sampler.start(1), 30)[0].filter((batch) => batch.some((row) => small[row] === 4));
    expect(batches.length).toBeGreaterThan(0);
    for (const batch of batches) expect(spread(countOf(batch.filter((row) => small[row] === 4)))).toBe(1);
  });

  it('names the option or class that does not fit', () => {
    const make = (change: Partial<typeof options>) => () => mPerClass({ ...options, ...change });
    expect(make({ batchSize: 10 })).toThrow('mPerClass: batchSize (10) must be a multiple of samplesPerClass (4)');
    expect(make({ batchSize: 48 })).toThrow('mPerClass: labels has 10 classes, but a batch needs 12');
    expect(make({ samplesPerClass: -4 })).toThrow('mPerClass: samplesPerClass (-4) must be a whole number');
    expect(make({ labels: [0, 1, 1.5] })).toThrow('mPerClass: labels[2] (1.5) must be a whole number');
    expect(make({ labels: [] })).toThrow('mPerClass: labels has 0 classes');
  });
});
