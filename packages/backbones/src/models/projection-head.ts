import { relu, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { Head } from '../backbone.js';
import { assertCount, assertFeatures } from '../checks.js';
import { linear, linearSpecs } from '../layers/linear.js';
import { initializeVariables } from '../variable-spec.js';

export interface ProjectionHeadOptions {
  inFeatures: number;
  /** Width of the hidden layer. Default `inFeatures`. */
  hiddenFeatures?: number;
  /** Length of an embedding. Default 128. */
  outFeatures?: number;
  /** Names are `${prefix}.0.weight`, `${prefix}.0.bias`, `${prefix}.2.weight`, `${prefix}.2.bias`. Default `cl_head`. */
  prefix?: string;
}

/**
 * The head whose output the contrastive loss sees: linear, ReLU, linear, `[N, inFeatures]` -> `[N, outFeatures]`.
 * SCHaNe and LaCViT use 768-768-128. The output is not normalised: the loss does that. Weights and biases begin uniform in
 * `±1/sqrt(inputs of their layer)`, PyTorch's default for `nn.Linear`.
 *
 * @throws when a size is not a positive integer, when a variable is missing, or when the features do not fit
 * @example
 * const head = projectionHead({ inFeatures: 768 });
 * const variables = head.initialize(1);
 * const embeddings = head.apply(variables, features); // [N, 768] -> [N, 128]
 */
export function projectionHead({
  inFeatures,
  hiddenFeatures = inFeatures,
  outFeatures = 128,
  prefix = 'cl_head',
}: ProjectionHeadOptions): Head {
  assertCount('projectionHead', { inFeatures, hiddenFeatures, outFeatures });
  const [first, second] = [`${prefix}.0`, `${prefix}.2`];
  const specs = [
    ...linearSpecs(first, inFeatures, hiddenFeatures),
    ...linearSpecs(second, hiddenFeatures, outFeatures),
  ];
  return {
    inFeatures,
    outFeatures,
    initialize: (seed) => initializeVariables(specs, seed),
    apply: (variables, features): Tensor2D => {
      assertFeatures('projectionHead', features, inFeatures);
      return tidy(() => {
        const hidden: Tensor2D = relu(linear('projectionHead', variables, first, features));
        return linear('projectionHead', variables, second, hidden);
      });
    },
  };
}
