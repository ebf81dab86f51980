import { add, mul, scalar, sign } from '@tensorflow/tfjs-core';
import { checkMatch } from './check-match.js';
import { checkDecayRate } from './check-option.js';
import { defineTransformation } from './define-transformation.js';
import type { GradientTransformation } from './gradient-transformation.js';
import { mapNamed, withoutPrefix, withPrefix, zerosFor } from './named.js';

export interface ScaleByLionOptions {
  /** Share of the momentum in the sign that is taken, in [0, 1). @default 0.9 */
  beta1?: number;
  /** Share of the momentum that stays at each step, in [0, 1). @default 0.99 */
  beta2?: number;
}

/**
 * Replaces each gradient g by `sign(beta1 · m + (1 - beta1) · g)`, and then `m ← beta2 · m + (1 - beta2) · g`: every
 * weight moves as far as any other. State: `momentum/NAME`.
 *
 * @throws If a beta is outside of [0, 1)
 * @see Chen et al., "Symbolic Discovery of Optimization Algorithms", 2023, https://arxiv.org/abs/2302.06675
 */
export function scaleByLion({ beta1 = 0.9, beta2 = 0.99 }: ScaleByLionOptions = {}): GradientTransformation {
  checkDecayRate('scaleByLion', 'beta1', beta1);
  checkDecayRate('scaleByLion', 'beta2', beta2);
  return defineTransformation('scaleByLion', {
    init: (parameters) => zerosFor(parameters, 'momentum'),
    update(gradients, state, parameters) {
      const old = withoutPrefix(state, 'momentum');
      checkMatch('scaleByLion', 'state', old, parameters, 'momentum/');
      const blend = (beta: number) => {
        const [keep, take] = [scalar(beta), scalar(1 - beta)];
        return mapNamed(gradients, (gradient, name) => add(mul(old[name]!, keep), mul(gradient, take)));
      };
      return { updates: mapNamed(blend(beta1), sign), state: withPrefix(blend(beta2), 'momentum') };
    },
  });
}
