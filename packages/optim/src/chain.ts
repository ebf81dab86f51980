import type { Tensors } from '@clce/ops';
import type { GradientTransformation } from './gradient-transformation.js';
import { withoutPrefix, withPrefix } from './named.js';
import { sequence } from './sequence.js';

/**
 * Runs transformations one after the other, each on the updates of the one before. Each keeps a state of its own: that
 * of the member at place i is found under `i/NAME`.
 *
 * @example
 * ```ts
 * const optimizer = chain(addDecayedWeights({ weightDecay: 5e-4 }), traceMomentum({ momentum: 0.9 }), scaleByLearningRate());
 * ```
 */
export function chain(...transformations: GradientTransformation[]): GradientTransformation {
  const members = transformations.map((transformation, i) => ({
    transformation,
    wrap: (state: Tensors) => withPrefix(state, `${i}`),
    unwrap: (state: Tensors) => withoutPrefix(state, `${i}`),
  }));
  return sequence('chain', members);
}
