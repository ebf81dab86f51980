import { describe, expect, it } from 'vitest';
import golden from './fixtures/intervals.json' with { type: 'json' };
import { meanInterval } from './mean-interval.js';

const relative = (actual: number | null, expected: number): number =>
  Math.abs(actual! - expected) / Math.max(1e-300, Math.abs(expected));

describe('meanInterval', () => {
  it("equals scipy's t interval", () => {
    for (const { values, confidence, mean, lower, upper, standardDeviation } of golden.intervals) {
      const interval = meanInterval(values, { confidence });
      expect(relative(interval.mean, mean)).toBeLessThan(1e-12);
      expect(relative(interval.lower, lower)).toBeLessThan(1e-9);
      expect(relative(interval.upper, upper)).toBeLessThan(1e-9);
      expect(relative(interval.standardDeviation, standardDeviation)).toBeLessThan(1e-12);
      expect(interval.halfWidth).toBeCloseTo(interval.upper! - interval.mean, 6);
      expect(interval.count).toBe(values.length);
    }
  });

  it.each(golden.quantiles)(
    'has t = $t for $degrees degrees of freedom at $confidence',
    ({ confidence, degrees, t }) => {
      const values = Float64Array.from({ length: degrees + 1 }, (_, index) => index % 3);
      const { halfWidth, standardDeviation, count } = meanInterval(values, { confidence });
      expect(relative((halfWidth! * Math.sqrt(count)) / standardDeviation!, t)).toBeLessThan(1e-8);
    },
  );

  it('gives one value no width, in JSON too', () => {
    const interval = meanInterval([0.5]);
    expect(JSON.parse(JSON.stringify(interval))).toEqual({
      mean: 0.5,
      halfWidth: null,
      lower: null,
      upper: null,
      standardDeviation: null,
      count: 1,
    });
  });

  it('gives equal values the width 0 and their own mean', () => {
    const { mean, halfWidth } = meanInterval(new Float64Array(1001).fill(0.1));
    expect(mean).toBe(0.1);
    expect(halfWidth).toBe(0);
  });

  it('takes 0.95 unless told, and widens with confidence', () => {
    const values = [1, 2, 4];
    expect(meanInterval(values)).toEqual(meanInterval(values, { confidence: 0.95 }));
    expect(meanInterval(values, { confidence: 0.99 }).halfWidth!).toBeGreaterThan(meanInterval(values).halfWidth!);
  });

  it('refuses what has no mean', () => {
    expect(() => meanInterval([])).toThrow('meanInterval: got no values; at least one is needed');
    expect(() => meanInterval([1, NaN])).toThrow('meanInterval: value 1 is NaN; every value must be finite');
    expect(() => meanInterval([Infinity])).toThrow('meanInterval: value 0 is Infinity');
    for (const confidence of [0, 1, 95, NaN]) {
      expect(() => meanInterval([1, 2], { confidence })).toThrow(`meanInterval: confidence (${confidence}) must lie`);
    }
  });
});
