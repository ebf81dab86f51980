import { add, clone, mul, scalar, type Tensor } from '@tensorflow/tfjs-core';
import { checkNotNegative } from './check-option.js';
import { defineTransformation } from './define-transformation.js';
import type { GradientTransformation } from './gradient-transformation.js';
import { mapNamed } from './named.js';

/** Whether a parameter decays. */
export type DecayMask = (name: string, parameter: Tensor) => boolean;

export interface AddDecayedWeightsOptions {
  /** Share of each parameter that is added to its gradient, at least 0. */
  weightDecay: number;
  /** Which parameters decay. @default all */
  mask?: DecayMask;
}

/** A mask that leaves out biases and the scales and offsets of normalization: whatever has one axis or none. */
export const exceptVectors: DecayMask = (_name, parameter) => parameter.rank > 1;

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
