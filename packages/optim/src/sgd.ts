import { addDecayedWeights } from './add-decayed-weights.js';
import { checkDecayRate, checkNotNegative } from './check-option.js';
import type { GradientTransformation } from './gradient-transformation.js';
import type { ParameterMask } from './parameter-mask.js';
import { scaleByLearningRate } from './scale-by-learning-rate.js';
import { plainSequence } from './sequence.js';
import { traceMomentum } from './trace-momentum.js';

export interface SgdOptions {
  /** Share of the trace of gradients that stays at each step, in [0, 1). @default 0 */
  momentum?: number;
  /** Look ahead by one more step of the trace; needs momentum. @default false */
  nesterov?: boolean;
  /** Share of each parameter that is added to its gradient, at least 0. @default 0 */
  weightDecay?: number;
  /** Which parameters decay. @default all */
  mask?: ParameterMask;
}

/**
 * Stochastic gradient descent as PyTorch has it: `g ← g + weightDecay · p`, `m ← momentum · m + g`, and the update is
 * `-learningRate · m`, or with `nesterov` `-learningRate · (g + momentum · m)`. State, with momentum: `momentum/NAME`.
 *
 * @throws If momentum is outside of [0, 1), weightDecay is negative, or nesterov comes without momentum
 *
 * @example
 * ```ts
 * const optimizer = sgd({ momentum: 0.9, nesterov: true, weightDecay: 5e-4 });
 * const state = optimizer.init(parameters);
 * const { updates, state: next } = optimizer.update(gradients, state, parameters, { learningRate: scalar(0.1) });
 * ```
 */
export function sgd({
  momentum = 0,
  nesterov = false,
  weightDecay = 0,
  mask,
}: SgdOptions = {}): GradientTransformation {
  checkDecayRate('sgd', 'momentum', momentum);
  checkNotNegative('sgd', 'weightDecay', weightDecay);
  if (nesterov && momentum === 0) throw new Error('sgd: nesterov needs a momentum above 0, got 0');
  return plainSequence('sgd', [
    ...(weightDecay > 0 ? [addDecayedWeights({ weightDecay, ...(mask && { mask }) })] : []),
    ...(momentum > 0 ? [traceMomentum({ momentum, nesterov })] : []),
    scaleByLearningRate(),
  ]);
}
