import { createBackbone, linearHead, projectionHead, type Variables } from '@clce/backbones';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { RunConfig } from '../config/schema.js';
import type { Objective } from './objectives.js';

export interface ForwardPass {
  /** What few-shot classifiers are fitted on, `[N, F]`. */
  features: Tensor2D;
  /** Class scores `[N, C]`. */
  logits: Tensor2D;
  /** Projected embeddings `[N, P]`, where the objective asks for them. */
  embeddings: Tensor2D | null;
  /** The new running statistics. */
  statistics: Record<string, Tensor>;
}

export interface Model {
  name: string;
  /** F, the length of a feature vector. */
  featureSize: number;
  initialize(seed: number): Variables;
  features(variables: Variables, images: Tensor4D): Tensor2D;
  forward(variables: Variables, images: Tensor4D): ForwardPass;
}

export interface ModelOptions {
  backbone: RunConfig['backbone'];
  imageShape: readonly [number, number, number];
  classes: number;
  objective: Objective;
}

/** A backbone, a linear classifier on its features and, beside it, the projection head of the contrastive term. */
export function createModel({ backbone: chosen, imageShape, classes, objective }: ModelOptions): Model {
  const [imageSize, , inChannels] = imageShape;
  const backbone = createBackbone(chosen.name, { widths: chosen.widths, inChannels, imageSize });
  const head = linearHead({ inFeatures: backbone.features, outFeatures: classes });
  const projection = objective.projection ? projectionHead({ inFeatures: backbone.features }) : null;
  return {
    name: backbone.name,
    featureSize: backbone.features,
    initialize(seed) {
      const parts = [backbone, head, ...(projection ? [projection] : [])].map((part, i) => part.initialize(seed + i));
      return {
        parameters: Object.assign({}, ...parts.map((part) => part.parameters)),
        statistics: Object.assign({}, ...parts.map((part) => part.statistics)),
      };
    },
    features: (variables, images) => backbone.apply(variables, images, { training: false }).features,
    forward(variables, images) {
      const { features, statistics } = backbone.apply(variables, images, { training: true });
      const embeddings = projection ? projection.apply(variables, features) : null;
      return { features, logits: head.apply(variables, features), embeddings, statistics };
    },
  };
}
