import type { Tensors } from '@clce/ops';
import { add, equal, mul, type Scalar, scalar, type Tensor, where, zerosLike } from '@tensorflow/tfjs-core';
import { checkMatch } from './check-match.js';
import { checkCount } from './check-option.js';
import { defineTransformation } from './define-transformation.js';
import type { GradientTransformation } from './gradient-transformation.js';
import { mapNamed, withoutPrefix, withPrefix, zerosFor } from './named.js';

export interface AccumulateGradientsOptions {
  /** Number of micro-steps that make up a step. */
  microSteps: number;
}

/**
 * Takes one step of `transformation` for every `microSteps` calls, with the mean of their gradients and the learning
 * rate of the last; the updates of the others are 0. That is the step of a batch `microSteps` times as large, where the
 * loss is a mean over examples; a contrastive loss still compares within each micro-batch alone.
 *
 * Nothing branches on a value: each call computes the step, and the counter selects what counts, so that it traces.
 * State: `accumulated/NAME`, `microStep`, a float32 scalar, and `inner/…` for that of `transformation`.
 *
 * @throws If microSteps is not a positive whole number
 *
 * @example
 * ```ts
 * const optimizer = accumulateGradients(chain(clipByGlobalNorm({ maximum: 1 }), adamW()), { microSteps: 4 });
 * ```
 */
export function accumulateGradients(
  transformation: GradientTransformation,
  { microSteps }: AccumulateGradientsOptions,
): GradientTransformation {
  checkCount('accumulateGradients', 'microSteps', microSteps);
  return defineTransformation('accumulateGradients', {
    init: (parameters) => ({
      ...zerosFor(parameters, 'accumulated'),
      microStep: scalar(0),
      ...withPrefix(transformation.init(parameters), 'inner'),
    }),
    update(gradients, state, parameters, inputs) {
      if (!state.microStep) throw new Error("accumulateGradients: state has no 'microStep'");
      const old = withoutPrefix(state, 'accumulated');
      checkMatch('accumulateGradients', 'state', old, parameters, 'accumulated/');
      const sums = mapNamed(gradients, (gradient, name) => add(old[name]!, mul(gradient, 1 / microSteps)));
      const microStep: Scalar = add(state.microStep, 1);
      const last = equal(microStep, microSteps);
      const inner = withoutPrefix(state, 'inner');
      const step = transformation.update(sums, inner, parameters, inputs);
      const next = {
        ...withPrefix(unless(last, sums), 'accumulated'),
        ...unless(last, { microStep }),
        ...withPrefix(
          mapNamed(step.state, (tensor, name) => where(last, tensor, inner[name]!)),
          'inner',
        ),
      };
      return { updates: mapNamed(step.updates, (update) => where(last, update, zerosLike(update))), state: next };
    },
  });
}

/** 0 in place of each tensor where the condition holds. */
function unless(condition: Tensor, tensors: Tensors): Tensors {
  return mapNamed(tensors, (tensor) => where(condition, zerosLike(tensor), tensor));
}
