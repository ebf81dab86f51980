import { add, mul, type Scalar, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { crossEntropy } from './cross-entropy.js';
import { type LabelAwareContrastiveOptions, labelAwareContrastive } from './label-aware-contrastive.js';
import { requireRange } from './requirements.js';

export interface ClceInputs {
  /** `[N, C]` class scores, float32. */
  logits: Tensor2D;
  /** `[N, D]` outputs of the projection head, float32. */
  embeddings: Tensor2D;
  /** `[N]` class numbers in `[0, C)`, int32. */
  labels: Tensor1D;
}

export interface ClceOptions extends Omit<LabelAwareContrastiveOptions, 'reduction'> {
  /** λ, the share of the contrastive loss; cross-entropy has the rest. 0 to 1. @default 0.9 */
  contrastiveWeight?: number;
}

/**
 * The joint objective `L = (1 - λ) · crossEntropy + λ · labelAwareContrastive`, each a mean over the batch.
 *
 * Source: Long et al., "CLCE", arXiv 2402.14551; λ = 0.9 and τ = 0.5 are the authors' settings.
 *
 * @returns a scalar
 * @throws if a shape, a type or an option is wrong
 *
 * @example
 * ```ts
 * const loss = clce({ logits, embeddings, labels }, { contrastiveWeight: 0.9, temperature: 0.5 });
 * ```
 */
export function clce(inputs: ClceInputs, options: ClceOptions = {}): Scalar {
  return tidy(() => clceTerms(inputs, options).loss);
}

/** The joint objective beside the two losses that it weighs, so that a training can log all three. */
export interface ClceTerms {
  loss: Scalar;
  crossEntropy: Scalar;
  contrastive: Scalar;
}

/**
 * As `clce`, with its two terms before they are weighed.
 *
 * @returns three scalars; the caller disposes them
 * @throws as `clce`
 *
 * @example
 * ```ts
 * const { loss, crossEntropy, contrastive } = clceTerms({ logits, embeddings, labels });
 * ```
 */
export function clceTerms({ logits, embeddings, labels }: ClceInputs, options: ClceOptions = {}): ClceTerms {
  const { contrastiveWeight = 0.9, ...contrastiveOptions } = options;
  requireRange('clce', 'contrastiveWeight', contrastiveWeight, [0, 1]);
  return tidy(() => {
    const classified = crossEntropy(logits, labels);
    const contrastive = labelAwareContrastive(embeddings, labels, contrastiveOptions);
    const loss: Scalar = add(mul(classified, 1 - contrastiveWeight), mul(contrastive, contrastiveWeight));
    return { loss, crossEntropy: classified, contrastive };
  });
}
