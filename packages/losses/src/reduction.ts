import { div, maximum, reshape, sum, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';

/** How the losses of single rows become one number: their mean, their sum, or `'none'`: the vector `[N]` itself. */
export type Reduction = 'mean' | 'sum' | 'none';

export const reductions: readonly Reduction[] = ['mean', 'sum', 'none'];

/** What a row without a loss of its own does to the mean: counts as a loss of 0, or is left out. */
export type Uncounted = 'zero' | 'exclude';

export const uncountedPolicies: readonly Uncounted[] = ['zero', 'exclude'];

/**
 * The factor of each row's loss, so that the sum of the products is the reduced loss.
 *
 * @param counted - `[N, 1]`: 1 for a row that has a loss, else 0
 * @returns `[N, 1]`
 */
export function rowWeights(counted: Tensor2D, reduction: Reduction, uncounted: Uncounted): Tensor2D {
  if (reduction !== 'mean') return counted;
  return div(counted, uncounted === 'zero' ? counted.shape[0] : maximum(sum(counted), 1));
}

/** Weighted row losses `[N, 1]` to the scalar, or to `[N]` for `'none'`. */
export function reduceRows(weighted: Tensor, reduction: Reduction): Tensor1D | Tensor {
  return reduction === 'none' ? reshape(weighted, [-1]) : sum(weighted);
}
