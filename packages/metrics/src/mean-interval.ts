import quantile from '@stdlib/stats-base-dists-t-quantile';

export interface MeanIntervalOptions {
  /** The probability that an interval made this way holds the true mean, in (0, 1). Default 0.95. */
  confidence?: number;
}

/** A mean and what is known of it. The fields that a single value cannot give are `null`, so JSON keeps them. */
export interface Interval {
  mean: number;
  /** Half the interval's width: the `±` of a table. `null` if there is one value only. */
  halfWidth: number | null;
  lower: number | null;
  upper: number | null;
  /** Of the sample: divided by n − 1. */
  standardDeviation: number | null;
  count: number;
}

/**
 * The mean of independent values and its two-sided Student-t interval,
 * `mean ± t(1 − (1 − confidence)/2, n − 1) · s / √n`.
 *
 * For the accuracies of few-shot episodes this is the field's "95 % confidence interval". It speaks of new episodes
 * from the same classes and the same model: not of new classes, nor of another seed's training.
 *
 * @param values - n finite numbers, n ≥ 1
 * @throws if there are no values, one is not finite, or confidence is not in (0, 1)
 *
 * @example
 * ```ts
 * const { mean, halfWidth } = meanInterval([0.91, 0.88, 0.95, 0.9]);
 * ```
 */
export function meanInterval(values: ArrayLike<number>, { confidence = 0.95 }: MeanIntervalOptions = {}): Interval {
  checkConfidence(confidence);
  checkValues(values);
  const count = values.length;
  const mean = average(values);
  if (count === 1) return { mean, halfWidth: null, lower: null, upper: null, standardDeviation: null, count };
  const standardDeviation = deviation(values, mean);
  const halfWidth = (quantile((1 + confidence) / 2, count - 1) * standardDeviation) / Math.sqrt(count);
  return { mean, halfWidth, lower: mean - halfWidth, upper: mean + halfWidth, standardDeviation, count };
}

function checkConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) {
    throw new Error(`meanInterval: confidence (${confidence}) must lie between 0 and 1, as 0.95 does`);
  }
}

function checkValues(values: ArrayLike<number>): void {
  if (values.length === 0) throw new Error('meanInterval: got no values; at least one is needed');
  for (let index = 0; index < values.length; index++) {
    if (!Number.isFinite(values[index])) {
      throw new Error(`meanInterval: value ${index} is ${values[index]}; every value must be finite`);
    }
  }
}

/** In two passes: the second takes back what rounding lost in the first, so that equal values have their own mean. */
function average(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index]!;
  const first = sum / values.length;
  let rest = 0;
  for (let index = 0; index < values.length; index++) rest += values[index]! - first;
  return first + rest / values.length;
}

function deviation(values: ArrayLike<number>, mean: number): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += (values[index]! - mean) ** 2;
  return Math.sqrt(sum / (values.length - 1));
}
