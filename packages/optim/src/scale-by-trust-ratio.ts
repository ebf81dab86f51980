import { divNoNan, greater, mul, type Tensor, where } from '@tensorflow/tfjs-core';
import { defineTransformation } from './define-transformation.js';
import { globalNorm } from './global-norm.js';
import type { GradientTransformation } from './gradient-transformation.js';
import { mapNamed } from './named.js';

/**
 * Multiplies the update u of each parameter p by `‖p‖ / ‖u‖`, or by 1 where one of these norms is 0: each layer moves
 * in proportion to its own length. For LAMB after Adam's moments, for LARS before momentum.
 */
export function scaleByTrustRatio(): GradientTransformation {
  return defineTransformation('scaleByTrustRatio', {
    init: () => ({}),
    update: (gradients, _state, parameters) => ({
      updates: mapNamed(gradients, (update, name) => mul(update, trustRatio(parameters[name]!, update))),
      state: {},
    }),
  });
}

function trustRatio(parameter: Tensor, update: Tensor): Tensor {
  const ratio = divNoNan(globalNorm({ parameter }), globalNorm({ update }));
  return where(greater(ratio, 0), ratio, 1);
}
