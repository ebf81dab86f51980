import { describe, expect, it } from 'vitest';
import { take, testSampler } from '../test/contract.js';
import { shuffled } from './shuffled.js';

describe('shuffled', () => {
  testSampler(() => shuffled({ length: 103, batchSize: 10 }), { length: 103 });

  it('visits every row once an epoch when the last batch is kept', () => {
    const sampler = shuffled({ length: 103, batchSize: 10, dropLast: false });
    const [batches] = take(sampler, sampler.start(1), sampler.batchesPerEpoch);
    expect(batches.at(-1)).toHaveLength(3);
    expect(batches.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 103 }, (_, row) => row));
  });

  it('puts every row at every place about equally often', () => {
    const sampler = shuffled({ length: 4, batchSize: 4 });
    const counts = Array.from({ length: 4 }, () => [0, 0, 0, 0]);
    for (const order of take(sampler, sampler.start(11), 4000)[0]) {
      for (const [place, row] of order.entries()) counts[place]![row]!++;
    }
    // 1,000 expected in each of 16 cells, with a standard deviation of 27
    for (const count of counts.flat()) expect(Math.abs(count - 1000)).toBeLessThan(135);
  });

  it('names the option that does not fit', () => {
    expect(() => shuffled({ length: 5, batchSize: 8 })).toThrow('shuffled: batchSize (8) must not exceed length (5)');
    expect(() => shuffled({ length: 5, batchSize: 0 })).toThrow('shuffled: batchSize (0) must be a whole number');
    expect(() => shuffled({ length: Number.NaN, batchSize: 2 })).toThrow('shuffled: length (NaN)');
  });
});
