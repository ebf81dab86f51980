import { mul, neg } from '@tensorflow/tfjs-core';
import { defineTransformation } from './define-transformation.js';
import type { GradientTransformation } from './gradient-transformation.js';
import { mapNamed } from './named.js';

/** Multiplies each gradient by the negative learning rate: a step downhill. The last member of an optimizer. */
export function scaleByLearningRate(): GradientTransformation {
  return defineTransformation('scaleByLearningRate', {
    init: () => ({}),
    update(gradients, _state, _parameters, { learningRate }) {
      const factor = neg(learningRate);
      return { updates: mapNamed(gradients, (gradient) => mul(gradient, factor)), state: {} };
    },
  });
}
