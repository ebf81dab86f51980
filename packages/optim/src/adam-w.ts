import { addDecayedWeights } from './add-decayed-weights.js';
import { checkNotNegative } from './check-option.js';
import type { GradientTransformation } from './gradient-transformation.js';
import type { ParameterMask } from './parameter-mask.js';
import { type ScaleByAdamOptions, scaleByAdam } from './scale-by-adam.js';
import { scaleByLearningRate } from './scale-by-learning-rate.js';
import { plainSequence } from './sequence.js';

export interface AdamWOptions extends ScaleByAdamOptions {
  /** Share of each parameter, times the learning rate, that goes at each step, at least 0. @default 0.01 */
  weightDecay?: number;
  /** Which parameters decay, such as `exceptVectors`. @default all */
  mask?: ParameterMask;
}

/**
 * Adam with decoupled weight decay as PyTorch has it: the update is
 * `-learningRate · (m̂ / (√v̂ + epsilon) + weightDecay · p)`. State: that of `scaleByAdam`.
 *
 * @throws If a beta is outside of [0, 1), epsilon is not positive, or weightDecay is negative
 * @see Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019, https://arxiv.org/abs/1711.05101
 *
 * @example
 * ```ts
 * const optimizer = adamW({ weightDecay: 0.05, mask: exceptVectors });
 * ```
 */
export function adamW({ weightDecay = 0.01, mask, ...moments }: AdamWOptions = {}): GradientTransformation {
  checkNotNegative('adamW', 'weightDecay', weightDecay);
  return plainSequence('adamW', [
    scaleByAdam(moments),
    ...(weightDecay > 0 ? [addDecayedWeights({ weightDecay, ...(mask && { mask }) })] : []),
    scaleByLearningRate(),
  ]);
}
