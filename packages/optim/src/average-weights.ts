import type { Tensors } from '@clce/ops';
import { add, clone, mul, scalar } from '@tensorflow/tfjs-core';
import { checkMatch } from './check-match.js';
import { checkDecayRate } from './check-option.js';
import { defineTransformation } from './define-transformation.js';
import type { GradientTransformation } from './gradient-transformation.js';
import { mapNamed, withoutPrefix, withPrefix } from './named.js';

export interface AverageWeightsOptions {
  /** Share of the average that stays at each step, in [0, 1). @default 0.999 */
  decay?: number;
}

/**
 * Keeps an exponential moving average of the weights, `a ← decay · a + (1 - decay) · (p + u)` after each step, with the
 * weights before the first step to begin with; updates u go through as they are. Last member of an optimizer; inside
 * of `accumulateGradients`, or it averages at each micro-step. State: `average/NAME`, which `averagedWeights` finds.
 *
 * @throws If decay is outside of [0, 1)
 *
 * @example
 * ```ts
 * const optimizer = chain(adamW(), averageWeights({ decay: 0.999 }));
 * const state = optimizer.init(parameters);
 * // … after some steps
 * const { features } = backbone.apply({ parameters: averagedWeights(state), statistics }, images, { training: false });
 * ```
 */
export function averageWeights({ decay = 0.999 }: AverageWeightsOptions = {}): GradientTransformation {
  checkDecayRate('averageWeights', 'decay', decay);
  return defineTransformation('averageWeights', {
    init: (parameters) =>
      withPrefix(
        mapNamed(parameters, (parameter) => clone(parameter)),
        'average',
      ),
    update(gradients, state, parameters) {
      const old = withoutPrefix(state, 'average');
      checkMatch('averageWeights', 'state', old, parameters, 'average/');
      const [keep, take] = [scalar(decay), scalar(1 - decay)];
      const next: Tensors = mapNamed(gradients, (update, name) =>
        add(mul(old[name]!, keep), mul(add(parameters[name]!, update), take)),
      );
      return { updates: mapNamed(gradients, (update) => clone(update)), state: withPrefix(next, 'average') };
    },
  });
}
