import { add, clone, mul, scalar } from '@tensorflow/tfjs-core';
import { checkNotNegative } from './check-option.js';
import { defineTransformation } from './define-transformation.js';
import type { GradientTransformation } from './gradient-transformation.js';
import { mapNamed } from './named.js';
import type { ParameterMask } from './parameter-mask.js';

export interface AddDecayedWeightsOptions {
  /** Share of each parameter that is added to its gradient, at least 0. */
  weightDecay: number;
  /** Which parameters decay. @default all */
  mask?: ParameterMask;
}

/**
 * Adds to each gradient `weightDecay · parameter`. Before momentum that is L2 regularization, as in SGD; after it, it is
 * decoupled weight decay, as in AdamW.
 */
export function addDecayedWeights({
  weightDecay,
  mask = () => true,
}: AddDecayedWeightsOptions): GradientTransformation {
  checkNotNegative('addDecayedWeights', 'weightDecay', weightDecay);
  return defineTransformation('addDecayedWeights', {
    init: () => ({}),
    update(gradients, _state, parameters) {
      const factor = scalar(weightDecay);
      const updates = mapNamed(gradients, (gradient, name) => {
        const parameter = parameters[name]!;
        return mask(name, parameter) ? add(gradient, mul(parameter, factor)) : clone(gradient);
      });
      return { updates, state: {} };
    },
  });
}
