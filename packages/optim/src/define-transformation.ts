import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import { checkMatch } from './check-match.js';
import type { GradientTransformation } from './gradient-transformation.js';

/** Wraps a transformation in the checks and the `tidy` that each one needs. */
export function defineTransformation(name: string, { init, update }: GradientTransformation): GradientTransformation {
  return {
    init: (parameters) => tidy(() => init(parameters)),
    update(gradients, state, parameters, inputs) {
      checkMatch(name, 'gradients', gradients, parameters);
      checkRate(name, inputs.learningRate);
      return tidy(() => update(gradients, state, parameters, inputs));
    },
  };
}

function checkRate(name: string, rate: Tensor): void {
  if (rate?.rank === 0 && rate.dtype === 'float32') return;
  const got = rate?.shape ? `${rate.dtype} of shape [${rate.shape}]` : String(rate);
  throw new Error(`${name}: learningRate must be a float32 scalar tensor, got ${got}`);
}
