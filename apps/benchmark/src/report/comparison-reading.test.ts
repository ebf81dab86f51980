import { describe, expect, it } from 'vitest';
import { comparisonInterval, comparisonReading, comparisonSummary, verdict } from './comparison-reading.js';
import type { Comparison } from './schema.js';

const compared = (difference: number, ci95?: number | null): Comparison => ({
  dataset: 'omniglot',
  ways: 5,
  shots: 1,
  a: 'clce',
  b: 'ce',
  difference,
  ci95,
});

describe('comparisonReading', () => {
  it.each([
    [compared(0.0042, 0.0032), 'better', 'CLCE is better by 0.42 points', '[+0.10, +0.74]'],
    [compared(-0.0042, 0.0032), 'worse', 'CE is better by 0.42 points', '[−0.74, −0.10]'],
    [compared(0.0042, 0.0052), 'unresolved', 'no difference resolved', '[−0.10, +0.94]'],
    [compared(0.0042, 0.0042), 'unresolved', 'no difference resolved', '[0.00, +0.84]'],
    [compared(0, 0), 'unresolved', 'no difference resolved', '[0.00, 0.00]'],
    [compared(0.0042, null), 'no interval', 'no interval, so nothing to conclude', '–'],
    [compared(0.0042), 'no interval', 'no interval, so nothing to conclude', '–'],
    [compared(0.0042, Number.NaN), 'no interval', 'no interval, so nothing to conclude', '–'],
  ])('%o', (comparison, expectedVerdict, reading, interval) => {
    expect(verdict(comparison)).toBe(expectedVerdict);
    expect(comparisonReading(comparison)).toBe(reading);
    expect(comparisonInterval(comparison)).toBe(interval);
  });
});

describe('comparisonSummary', () => {
  it('counts the settings of each pair, whichever way they fall', () => {
    const other = { ...compared(-0.01, 0.001), b: 'supcon' };
    expect(comparisonSummary([compared(0.01, 0.001), compared(-0.01, 0.001), compared(0, 0.001), other])).toEqual([
      'In 1 of 3 settings CLCE is better than CE; in 1 of 3 settings CE is better than CLCE; in 1 of 3 settings no difference between CLCE and CE is resolved.',
      'In the only setting supcon is better than CLCE.',
    ]);
    expect(comparisonSummary([compared(0.01, 0.001), compared(0.02, 0.001)])).toEqual([
      'In all 2 settings CLCE is better than CE.',
    ]);
    expect(comparisonSummary([])).toEqual([]);
  });
});
