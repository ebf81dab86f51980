import { add, cast, greater, mul, sigmoid, slice, softplus, sum, type Tensor2D, tensor1d } from '@tensorflow/tfjs-core';
import type { PairTerm } from './pair-terms.js';
import { type Reduction, rowWeights, type Uncounted } from './reduction.js';
import { EMPTY } from './row-log-sums.js';
import { withGradient } from './with-gradient.js';

/** Whether the mean or the sum over the positives stands against the negatives. */
export type ContrastiveForm = 'code' | 'paper';

export const contrastiveForms: readonly ContrastiveForm[] = ['code', 'paper'];

/** A statistic and its factor in the logarithm of negatives over positives. */
export interface AnchorTerm extends PairTerm {
  weight: number;
}

/**
 * What `log N̂ - log P` is made of, where `log N̂ = log |N| + LSE_N((1 + β) s) - LSE_N(β s)` and `log P` is `LSE_P(s)`,
 * less `log |P|` in the code form. The first one counts the positives.
 */
export function anchorTerms(form: ContrastiveForm, concentration: number): AnchorTerm[] {
  const positives: AnchorTerm[] = [
    { pairs: 'positives', scale: 0, weight: form === 'code' ? 1 : 0 },
    { pairs: 'positives', scale: 1, weight: -1 },
  ];
  if (concentration === 0) return [...positives, { pairs: 'negatives', scale: 1, weight: 1 }];
  return [
    ...positives,
    { pairs: 'negatives', scale: 0, weight: 1 },
    { pairs: 'negatives', scale: concentration, weight: -1 },
    { pairs: 'negatives', scale: 1 + concentration, weight: 1 },
  ];
}

export interface AnchorLossOptions {
  form: ContrastiveForm;
  withoutPositives: Uncounted;
  reduction: Reduction;
}

/**
 * `softplus(log N̂ - log P)` of each anchor, plus `log |P|` in the paper form, times its weight in the reduction.
 *
 * @param logSums - `[N, T]`
 * @returns `[N, 1]`
 */
export function anchorLosses(logSums: Tensor2D, terms: readonly AnchorTerm[], options: AnchorLossOptions): Tensor2D {
  const { form, withoutPositives, reduction } = options;
  return withGradient(logSums, (logSums, save) => {
    const factors = tensor1d(terms.map(({ weight }) => weight)); // [T]
    const excess: Tensor2D = sum(mul(logSums, factors), 1, true); // [N, 1], log N̂ - log P
    const logCount = slice(logSums, [0, 0], [-1, 1]);
    const counted: Tensor2D = greater(logCount, EMPTY / 2);
    const weights = rowWeights(cast(counted, 'float32'), reduction, withoutPositives);
    const against: Tensor2D = softplus(excess);
    const losses = form === 'paper' ? add(against, logCount) : against;
    save([excess, weights, factors]);
    return {
      value: mul(losses, weights),
      gradFunc: (dy, [excess, weights, factors]) => mul(mul(mul(dy, weights!), sigmoid(excess!)), factors!),
    };
  });
}
