import type { Tensors } from '@clce/ops';
import { clone } from '@tensorflow/tfjs-core';
import { defineTransformation } from './define-transformation.js';
import type { GradientTransformation } from './gradient-transformation.js';
import { mapNamed } from './named.js';
import type { ParameterMask } from './parameter-mask.js';

/**
 * Applies a transformation to the parameters of the mask alone; the gradients of the others go through as they are, and
 * have no state. State: that of `transformation`.
 *
 * @example
 * ```ts
 * // LAMB whose biases and normalization take no trust ratio
 * const optimizer = chain(scaleByAdam(), masked(scaleByTrustRatio(), exceptVectors), scaleByLearningRate());
 * ```
 */
export function masked(transformation: GradientTransformation, mask: ParameterMask): GradientTransformation {
  return defineTransformation('masked', {
    init: (parameters) => transformation.init(pick(parameters, parameters, mask)),
    update(gradients, state, parameters, inputs) {
      const [inside, of] = [gradients, parameters].map((tensors) => pick(tensors, parameters, mask));
      const step = transformation.update(inside!, state, of!, inputs);
      const updates = mapNamed(gradients, (gradient, name) => step.updates[name] ?? clone(gradient));
      return { updates, state: step.state };
    },
  });
}

function pick(tensors: Tensors, parameters: Tensors, mask: ParameterMask): Tensors {
  return Object.fromEntries(Object.entries(tensors).filter(([name]) => mask(name, parameters[name]!)));
}
