import { mul, type Tensor } from '@tensorflow/tfjs-core';
import { checkNotNegative } from './check-option.js';
import { defineTransformation } from './define-transformation.js';
import type { GradientTransformation } from './gradient-transformation.js';
import { mapNamed } from './named.js';

/** A factor for a parameter, at least 0. By name and shape, never by value. */
export type ParameterScale = (name: string, parameter: Tensor) => number;

/**
 * Multiplies the update of each parameter by a factor of its own. As the last member of an optimizer it gives each
 * parameter its own learning rate, decoupled weight decay included, as parameter groups do in PyTorch.
 *
 * @throws If a factor is negative or not finite
 *
 * @example
 * ```ts
 * const optimizer = chain(adamW(), scaleByName((name) => (name.startsWith('head.') ? 1 : 0.1)));
 * const beit3 = chain(adamW({ mask: beit3DecayMask }), scaleByName(beit3LayerDecay({ decay: 0.65, layers: 12 })));
 * ```
 */
export function scaleByName(scale: ParameterScale): GradientTransformation {
  return defineTransformation('scaleByName', {
    init: () => ({}),
    update: (gradients, _state, parameters) => ({
      updates: mapNamed(gradients, (gradient, name) => {
        const factor = scale(name, parameters[name]!);
        checkNotNegative('scaleByName', `scale of '${name}'`, factor);
        return mul(gradient, factor);
      }),
      state: {},
    }),
  });
}
