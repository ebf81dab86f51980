import { addDecayedWeights } from './add-decayed-weights.js';
import { checkNotNegative } from './check-option.js';
import type { GradientTransformation } from './gradient-transformation.js';
import type { ParameterMask } from './parameter-mask.js';
import { type ScaleByAdamOptions, scaleByAdam } from './scale-by-adam.js';
import { scaleByLearningRate } from './scale-by-learning-rate.js';
import { scaleByTrustRatio } from './scale-by-trust-ratio.js';
import { plainSequence } from './sequence.js';

export interface LambOptions extends ScaleByAdamOptions {
  /** Added to the root of the second moment, positive. @default 1e-6 */
  epsilon?: number;
  /** Share of each parameter that joins its update before the trust ratio, at least 0. @default 0 */
  weightDecay?: number;
  /** Which parameters decay, such as `exceptVectors`. @default all */
  mask?: ParameterMask;
}

/**
 * LAMB, for large batches, as in optax: with `u = m̂ / (√v̂ + epsilon) + weightDecay · p`, the update is
 * `-learningRate · ‖p‖ / ‖u‖ · u`. State: that of `scaleByAdam`.
 *
 * @throws If a beta is outside of [0, 1), epsilon is not positive, or weightDecay is negative
 * @see You et al., "Large Batch Optimization for Deep Learning: Training BERT in 76 minutes", 2020, https://arxiv.org/abs/1904.00962
 *
 * @example
 * ```ts
 * const optimizer = lamb({ weightDecay: 0.01, mask: exceptVectors });
 * ```
 */
export function lamb({ weightDecay = 0, mask, ...moments }: LambOptions = {}): GradientTransformation {
  checkNotNegative('lamb', 'weightDecay', weightDecay);
  return plainSequence('lamb', [
    scaleByAdam({ epsilon: 1e-6, ...moments }),
    ...(weightDecay > 0 ? [addDecayedWeights({ weightDecay, ...(mask && { mask }) })] : []),
    scaleByTrustRatio(),
    scaleByLearningRate(),
  ]);
}
