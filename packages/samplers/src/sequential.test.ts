import { describe, expect, it } from 'vitest';
import { take, testSampler } from '../test/contract.js';
import { sequential } from './sequential.js';

describe('sequential', () => {
  testSampler(() => sequential({ length: 20, batchSize: 6, dropLast: false }), { length: 20, random: false });

  it('counts upwards and drops an unfilled batch by default', () => {
    const sampler = sequential({ length: 7, batchSize: 3 });
    expect(take(sampler, sampler.start(0), 2)[0]).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(sampler.batchesPerEpoch).toBe(2);
  });

  it('names the option that does not fit', () => {
    expect(() => sequential({ length: 0, batchSize: 1 })).toThrow('sequential: length (0) must be a whole number');
  });
});
