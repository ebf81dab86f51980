import { addDecayedWeights } from './add-decayed-weights.js';
import { checkNotNegative } from './check-option.js';
import type { GradientTransformation } from './gradient-transformation.js';
import type { ParameterMask } from './parameter-mask.js';
import { scaleByLearningRate } from './scale-by-learning-rate.js';
import { type ScaleByLionOptions, scaleByLion } from './scale-by-lion.js';
import { plainSequence } from './sequence.js';

export interface LionOptions extends ScaleByLionOptions {
  /** Share of each parameter, times the learning rate, that goes at each step, at least 0. @default 0.001 */
  weightDecay?: number;
  /** Which parameters decay, such as `exceptVectors`. @default all */
  mask?: ParameterMask;
}

/**
 * Lion with decoupled weight decay, as in optax: the update is
 * `-learningRate · (sign(beta1 · m + (1 - beta1) · g) + weightDecay · p)`. Its authors take a learning rate 3 to 10
 * times lower than AdamW's, and a weight decay as many times higher. State: `momentum/NAME`, half of Adam's.
 *
 * @throws If a beta is outside of [0, 1), or weightDecay is negative
 * @see Chen et al., "Symbolic Discovery of Optimization Algorithms", 2023, https://arxiv.org/abs/2302.06675
 *
 * @example
 * ```ts
 * const optimizer = lion({ weightDecay: 0.5, mask: exceptVectors });
 * ```
 */
export function lion({ weightDecay = 0.001, mask, ...betas }: LionOptions = {}): GradientTransformation {
  checkNotNegative('lion', 'weightDecay', weightDecay);
  return plainSequence('lion', [
    scaleByLion(betas),
    ...(weightDecay > 0 ? [addDecayedWeights({ weightDecay, ...(mask && { mask }) })] : []),
    scaleByLearningRate(),
  ]);
}
