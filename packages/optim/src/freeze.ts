import { clone, zerosLike } from '@tensorflow/tfjs-core';
import { defineTransformation } from './define-transformation.js';
import type { GradientTransformation } from './gradient-transformation.js';
import { mapNamed } from './named.js';
import type { ParameterMask } from './parameter-mask.js';

/**
 * Keeps the parameters of the mask as they are: their updates become 0, weight decay and all. Comes last, but for
 * `averageWeights`. With `masked` around the rest, frozen parameters have no state either.
 *
 * @example
 * ```ts
 * const body = (name: string) => !name.startsWith('head.');
 * const optimizer = chain(masked(adamW(), (name) => !body(name)), freeze(body));
 * ```
 */
export function freeze(mask: ParameterMask): GradientTransformation {
  return defineTransformation('freeze', {
    init: () => ({}),
    update: (gradients, _state, parameters) => ({
      updates: mapNamed(gradients, (update, name) =>
        mask(name, parameters[name]!) ? zerosLike(update) : clone(update),
      ),
      state: {},
    }),
  });
}
