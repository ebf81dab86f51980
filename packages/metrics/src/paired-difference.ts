import { meanInterval } from './mean-interval.js';

export interface PairedDifferenceOptions {
  /** The probability that an interval made this way holds the true difference, in (0, 1). Default 0.95. */
  confidence?: number;
}

/** The mean of `a − b` and its interval; `null` where a single pair cannot tell. */
export interface PairedDifference {
  /** Positive where `a` is the larger. */
  difference: number;
  halfWidth: number | null;
  lower: number | null;
  upper: number | null;
  /** Of the differences: divided by n − 1. */
  standardDeviation: number | null;
  count: number;
}

/**
 * The mean difference of two models on the same trials, with its two-sided Student-t interval (that of the paired
 * t-test). Pairing takes away what the trials themselves vary by, an episode's difficulty, so it sees smaller
 * differences than two separate intervals do. The difference is significant at 1 − confidence where the interval
 * leaves out 0.
 *
 * @param a - n values of one model, the i-th on trial i
 * @param b - n values of the other model on the same trials
 * @throws if the lengths differ, there are no values, one is not finite, or confidence is not in (0, 1)
 *
 * @example
 * ```ts
 * const { difference, lower, upper } = pairedDifference(clceAccuracies, ceAccuracies);
 * ```
 */
export function pairedDifference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  { confidence = 0.95 }: PairedDifferenceOptions = {},
): PairedDifference {
  if (a.length !== b.length) {
    throw new Error(`pairedDifference: a has ${a.length} values, b has ${b.length}; the same trials are needed`);
  }
  if (a.length === 0) throw new Error('pairedDifference: got no values; at least one pair is needed');
  const differences = Float64Array.from(a, (value, index) => subtract(value, b[index]!, index));
  const { mean, ...rest } = meanInterval(differences, { confidence });
  return { difference: mean, ...rest };
}

function subtract(a: number, b: number, index: number): number {
  if (!Number.isFinite(a) || !Number.isFinite(b)) {
    throw new Error(`pairedDifference: pair ${index} is (${a}, ${b}); every value must be finite`);
  }
  return a - b;
}
