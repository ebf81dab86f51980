import type { Tensors } from '@clce/ops';
import { add, div, expm1, mul, neg, type Scalar, scalar, sqrt, square, type Tensor } from '@tensorflow/tfjs-core';
import { checkMatch } from './check-match.js';
import { checkDecayRate } from './check-option.js';
import { defineTransformation } from './define-transformation.js';
import type { GradientTransformation } from './gradient-transformation.js';
import { mapNamed, withoutPrefix, withPrefix, zerosFor } from './named.js';

export interface ScaleByAdamOptions {
  /** Share of the first moment that stays at each step, in [0, 1). @default 0.9 */
  beta1?: number;
  /** Share of the second moment that stays at each step, in [0, 1). @default 0.999 */
  beta2?: number;
  /** Added to the root of the second moment, positive. @default 1e-8 */
  epsilon?: number;
}

/**
 * Replaces each gradient g by `m̂ / (√v̂ + epsilon)`, where `m ← beta1 · m + (1 - beta1) · g` and
 * `v ← beta2 · v + (1 - beta2) · g²` are the moments, and `m̂ = m / (1 - beta1ᵗ)`, `v̂ = v / (1 - beta2ᵗ)` at step t.
 * State: `firstMoment/NAME`, `secondMoment/NAME`, and `step`, a float32 scalar.
 *
 * @see Kingma and Ba, "Adam", 2015, https://arxiv.org/abs/1412.6980
 */
export function scaleByAdam({
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
}: ScaleByAdamOptions = {}): GradientTransformation {
  checkDecayRate('scaleByAdam', 'beta1', beta1);
  checkDecayRate('scaleByAdam', 'beta2', beta2);
  if (!(epsilon > 0)) throw new Error(`scaleByAdam: epsilon (${epsilon}) must be positive`);
  return defineTransformation('scaleByAdam', {
    init: (parameters) => ({
      ...zerosFor(parameters, 'firstMoment'),
      ...zerosFor(parameters, 'secondMoment'),
      step: scalar(0),
    }),
    update(gradients, state, parameters) {
      if (!state.step) throw new Error("scaleByAdam: state has no 'step'");
      const step = add(state.step, 1) as Scalar;
      const first = blend(beta1, momentsOf(state, 'firstMoment', parameters), gradients);
      const second = blend(beta2, momentsOf(state, 'secondMoment', parameters), mapNamed(gradients, square));
      // m̂ / (√v̂ + ε) = gain · m / (√v + ε · √c), with c = 1 - beta2ᵗ: fewer operations for each parameter
      const root = sqrt(correction(beta2, step));
      const gain = div(root, correction(beta1, step));
      const floor = mul(root, epsilon);
      const updates = mapNamed(first, (m, name) => mul(div(m, add(sqrt(second[name]!), floor)), gain));
      return { updates, state: { ...withPrefix(first, 'firstMoment'), ...withPrefix(second, 'secondMoment'), step } };
    },
  });
}

/** `1 - betaᵗ`, also exact to float precision where betaᵗ is close to 1. */
const correction = (beta: number, step: Scalar): Tensor => neg(expm1(mul(step, Math.log(beta))));

function blend(beta: number, old: Tensors, added: Tensors): Tensors {
  const [keep, take] = [scalar(beta), scalar(1 - beta)];
  return mapNamed(old, (moment, name) => add(mul(moment, keep), mul(added[name]!, take)));
}

function momentsOf(state: Tensors, prefix: string, parameters: Tensors): Tensors {
  const moments = withoutPrefix(state, prefix);
  checkMatch('scaleByAdam', 'state', moments, parameters, `${prefix}/`);
  return moments;
}
