import { type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { Head } from '../backbone.js';
import { assertCount, assertFeatures } from '../checks.js';
import { linear, linearSpecs } from '../layers/linear.js';
import { initializeVariables } from '../variable-spec.js';

export interface LinearHeadOptions {
  inFeatures: number;
  /** Usually the number of classes. */
  outFeatures: number;
  /** Names are `${prefix}.weight` and `${prefix}.bias`. Default `head`. */
  prefix?: string;
}

/**
 * One linear layer: `[N, inFeatures]` -> logits `[N, outFeatures]`. Weight and bias begin uniform in `±1/sqrt(inFeatures)`,
 * PyTorch's default for `nn.Linear`.
 *
 * @throws when a size is not a positive integer, when a variable is missing, or when the features do not fit
 * @example
 * const head = linearHead({ inFeatures: 64, outFeatures: 5 });
 * const variables = head.initialize(1);
 * const logits = head.apply(variables, features); // [N, 64] -> [N, 5]
 */
export function linearHead({ inFeatures, outFeatures, prefix = 'head' }: LinearHeadOptions): Head {
  assertCount('linearHead', { inFeatures, outFeatures });
  const specs = linearSpecs(prefix, inFeatures, outFeatures);
  return {
    inFeatures,
    outFeatures,
    initialize: (seed) => initializeVariables(specs, seed),
    apply: (variables, features): Tensor2D => {
      assertFeatures('linearHead', features, inFeatures);
      return tidy(() => linear('linearHead', variables, prefix, features));
    },
  };
}
