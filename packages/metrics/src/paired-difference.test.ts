import { describe, expect, it } from 'vitest';
import golden from './fixtures/intervals.json' with { type: 'json' };
import { meanInterval } from './mean-interval.js';
import { pairedDifference } from './paired-difference.js';

describe('pairedDifference', () => {
  it("equals scipy's paired t-test", () => {
    for (const { a, b, confidence, difference, lower, upper } of golden.paired) {
      const result = pairedDifference(a, b, { confidence });
      expect(result.difference).toBeCloseTo(difference, 12);
      expect(result.lower).toBeCloseTo(lower, 9);
      expect(result.upper).toBeCloseTo(upper, 9);
      expect(result.count).toBe(a.length);
    }
  });

  it('turns its sign when the models change places', () => {
    const { a, b } = golden.paired[1]!;
    const forth = pairedDifference(a, b);
    const back = pairedDifference(b, a);
    expect(back.difference).toBeCloseTo(-forth.difference, 12);
    expect(back.halfWidth).toBeCloseTo(forth.halfWidth!, 12);
    expect(back.lower).toBeCloseTo(-forth.upper!, 12);
  });

  it('is narrower than the intervals of the two models where the trials vary', () => {
    const { a, b } = golden.paired[1]!;
    expect(pairedDifference(a, b).halfWidth!).toBeLessThan(0.6 * meanInterval(a).halfWidth!);
  });

  it('is exactly 0 for the same values, and has no width for one pair', () => {
    const values = new Float32Array([0.1, 0.7, 0.3]);
    expect(pairedDifference(values, values)).toMatchObject({ difference: 0, halfWidth: 0, lower: 0, upper: 0 });
    expect(pairedDifference([0.75], [0.5])).toMatchObject({ difference: 0.25, halfWidth: null, count: 1 });
  });

  it('refuses trials that do not pair', () => {
    expect(() => pairedDifference([1, 2], [1])).toThrow('pairedDifference: a has 2 values, b has 1; the same trials');
    expect(() => pairedDifference([], [])).toThrow('pairedDifference: got no values; at least one pair is needed');
    expect(() => pairedDifference([1, NaN], [1, 2])).toThrow('pairedDifference: pair 1 is (NaN, 2)');
    expect(() => pairedDifference([1, 2], [1, 2], { confidence: 2 })).toThrow(
      'confidence (2) must lie between 0 and 1',
    );
  });
});
