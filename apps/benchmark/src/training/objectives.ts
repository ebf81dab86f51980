import { clceTerms, crossEntropy } from '@clce/losses';
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { LossName, RunConfig } from '../config/schema.js';

/** What a model gives a loss: class scores `[N, C]` and, where the loss asks for it, projected embeddings `[N, P]`. */
export interface ModelOutputs {
  logits: Tensor2D;
  embeddings: Tensor2D | null;
}

/** The loss to minimise and the terms it is made of, for the log. */
export interface Terms {
  loss: Scalar;
  crossEntropy: Scalar;
  contrastive?: Scalar;
}

export interface Objective {
  /** Whether the model needs a projection head. */
  projection: boolean;
  compute(outputs: ModelOutputs, labels: Tensor1D, options: RunConfig['loss']): Terms;
}

const ce: Objective = {
  projection: false,
  compute({ logits }, labels) {
    const loss = crossEntropy(logits, labels);
    return { loss, crossEntropy: loss };
  },
};

const clce: Objective = {
  projection: true,
  compute: ({ logits, embeddings }, labels, options) => clceTerms({ logits, embeddings: embeddings!, labels }, options),
};

/** How each loss is computed, by the name that `--loss` takes. */
export const objectives: Record<LossName, Objective> = { ce, clce };
