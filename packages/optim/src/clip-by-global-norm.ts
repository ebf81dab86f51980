import { add, div, minimum, mul } from '@tensorflow/tfjs-core';
import { checkPositive } from './check-option.js';
import { defineTransformation } from './define-transformation.js';
import { globalNorm } from './global-norm.js';
import type { GradientTransformation } from './gradient-transformation.js';
import { mapNamed } from './named.js';

export interface ClipByGlobalNormOptions {
  /** The longest that all gradients together may be, positive. */
  maximum: number;
}

/** As in PyTorch: keeps the quotient finite for gradients of zero. */
const EPSILON = 1e-6;

/**
 * Scales all gradients by one factor, `min(1, maximum / (‖g‖ + 1e-6))`, so that their common norm stays within
 * `maximum`; PyTorch's `clip_grad_norm_`. The norm itself is `globalNorm(gradients)`. First member of an optimizer.
 *
 * @throws If maximum is not positive
 *
 * @example
 * ```ts
 * const optimizer = chain(clipByGlobalNorm({ maximum: 1 }), adamW());
 * ```
 */
export function clipByGlobalNorm({ maximum }: ClipByGlobalNormOptions): GradientTransformation {
  checkPositive('clipByGlobalNorm', 'maximum', maximum);
  return defineTransformation('clipByGlobalNorm', {
    init: () => ({}),
    update(gradients) {
      const factor = minimum(div(maximum, add(globalNorm(gradients), EPSILON)), 1);
      return { updates: mapNamed(gradients, (gradient) => mul(gradient, factor)), state: {} };
    },
  });
}
