import { clone, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';

/** Features without a tensor: N rows of `dimension` numbers. */
export interface FeatureArray {
  data: Float32Array;
  dimension: number;
}

/** The features as a tensor `[N, D]` that the caller disposes, checked to be finite. */
export async function featureTable(features: Tensor2D | FeatureArray): Promise<Tensor2D> {
  const table = toTable(features);
  try {
    checkFinite(await table.data<'float32'>(), table.shape[1]);
    return table;
  } catch (error) {
    table.dispose();
    throw error;
  }
}

function toTable(features: Tensor2D | FeatureArray): Tensor2D {
  if (!('dimension' in features)) {
    if (features.rank !== 2) throw new Error(`evaluateEpisodes: features must be [N, D], got [${features.shape}]`);
    return clone(features);
  }
  const { data, dimension } = features;
  if (!Number.isInteger(dimension) || dimension < 1 || data.length % dimension !== 0) {
    throw new Error(`evaluateEpisodes: ${data.length} features do not make whole rows of dimension (${dimension})`);
  }
  return tensor2d(data, [data.length / dimension, dimension]);
}

function checkFinite(data: Float32Array, dimension: number): void {
  const culprit = data.findIndex((value) => !Number.isFinite(value));
  if (culprit < 0) return;
  const place = `row ${Math.floor(culprit / dimension)}, column ${culprit % dimension}`;
  throw new Error(`evaluateEpisodes: the feature at ${place} is ${data[culprit]}; all must be finite`);
}
