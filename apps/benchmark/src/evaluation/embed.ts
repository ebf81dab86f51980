import { batches, type ChannelStatistics, type ImageDataset, normalize } from '@clce/data';
import type { FeatureArray } from '@clce/fewshot';
import { sequential } from '@clce/samplers';
import { tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { Model } from '../training/model.js';
import type { TrainingState } from '../training/step.js';

export interface EmbedOptions {
  model: Model;
  state: TrainingState;
  dataset: ImageDataset;
  statistics: ChannelStatistics;
  batchSize?: number;
}

/** The features of every image of a data set, in its order, in inference mode and without augmentation. */
export async function embed(options: EmbedOptions): Promise<FeatureArray> {
  const { model, state, dataset, statistics, batchSize = 256 } = options;
  const sampler = sequential({ length: dataset.labels.length, batchSize, dropLast: false });
  const [transform, count] = [normalize(statistics), sampler.batchesPerEpoch];
  const parts: Float32Array[] = [];
  for await (const { images, shape } of batches({ dataset, sampler, state: sampler.start(0), transform, count })) {
    parts.push(tidy(() => model.features(state, tensor4d(images, shape)).dataSync<'float32'>()));
  }
  return { data: joined(parts), dimension: model.featureSize };
}

function joined(parts: Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
