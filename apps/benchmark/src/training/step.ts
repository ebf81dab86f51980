import { valueAndGradients } from '@clce/ops';
import { applyUpdates, type GradientTransformation } from '@clce/optim';
import {
  argMax,
  equal,
  mean,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
  tidy,
} from '@tensorflow/tfjs-core';
import type { RunConfig } from '../config/schema.js';
import type { Model } from './model.js';
import type { Objective } from './objectives.js';

export type Tensors = Record<string, Tensor>;

/** All that training changes. */
export interface TrainingState {
  parameters: Tensors;
  statistics: Tensors;
  optimizer: Tensors;
}

export interface Batch {
  /** `[N, H, W, C]`, normalised. */
  images: Tensor4D;
  /** `[N]`, int32. */
  labels: Tensor1D;
  learningRate: Scalar;
}

export interface StepResult {
  state: TrainingState;
  /** Scalars by name: `objective`, `crossEntropy`, `accuracy` and, for CLCE, `contrastive`. */
  outputs: Record<string, Scalar>;
}

export interface StepOptions {
  model: Model;
  objective: Objective;
  optimizer: GradientTransformation;
  loss: RunConfig['loss'];
}

/**
 * One training step as a pure function of (state, batch): no hidden state, no random number drawn inside, nothing read
 * back. The old state stays valid; the caller owns both.
 */
export function trainingStep({ model, objective, optimizer, loss: options }: StepOptions) {
  return ({ parameters, statistics, optimizer: slots }: TrainingState, batch: Batch): StepResult =>
    tidy(() => {
      const { loss, gradients, aux } = valueAndGradients((trained) => {
        const pass = model.forward({ parameters: trained, statistics }, batch.images);
        const { loss, ...terms } = objective.compute(pass, batch.labels, options);
        const accuracy: Scalar = mean(equal(argMax(pass.logits, 1), batch.labels));
        return { loss, aux: { statistics: pass.statistics, terms: { ...terms, accuracy } as Record<string, Scalar> } };
      }, parameters);
      const { updates, state } = optimizer.update(gradients, slots, parameters, { learningRate: batch.learningRate });
      return {
        state: { parameters: applyUpdates(parameters, updates), statistics: aux.statistics, optimizer: state },
        outputs: { objective: loss, ...aux.terms },
      };
    });
}
