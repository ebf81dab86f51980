import type { Tensors } from '@clce/ops';
import { add, clone, mul, scalar } from '@tensorflow/tfjs-core';
import { checkMatch } from './check-match.js';
import { checkDecayRate } from './check-option.js';
import { defineTransformation } from './define-transformation.js';
import type { GradientTransformation } from './gradient-transformation.js';
import { mapNamed, withoutPrefix, withPrefix, zerosFor } from './named.js';

export interface TraceMomentumOptions {
  /** Share of the trace that stays at each step, in [0, 1). */
  momentum: number;
  /** Look ahead by one more step of the trace. @default false */
  nesterov?: boolean;
}

/**
 * Replaces each gradient g by a trace of all so far, `m ← momentum · m + g`; with `nesterov`, by `g + momentum · m`.
 * PyTorch's rule, without dampening. State: `momentum/NAME`.
 */
export function traceMomentum({ momentum, nesterov = false }: TraceMomentumOptions): GradientTransformation {
  checkDecayRate('traceMomentum', 'momentum', momentum);
  return defineTransformation('traceMomentum', {
    init: (parameters) => zerosFor(parameters, 'momentum'),
    update(gradients, state, parameters) {
      const traces = withoutPrefix(state, 'momentum');
      checkMatch('traceMomentum', 'state', traces, parameters, 'momentum/');
      const factor = scalar(momentum);
      const next: Tensors = mapNamed(gradients, (gradient, name) => add(mul(traces[name]!, factor), gradient));
      const updates = mapNamed(gradients, (gradient, name) =>
        nesterov ? add(gradient, mul(next[name]!, factor)) : clone(next[name]!),
      );
      return { updates, state: withPrefix(next, 'momentum') };
    },
  });
}
