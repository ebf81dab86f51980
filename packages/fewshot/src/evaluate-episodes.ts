import {
  clone,
  dispose,
  gather,
  reshape,
  type Tensor2D,
  type Tensor3D,
  tensor1d,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import { type EpisodeBatch, episodeBatches } from './episode-batches.js';
import type { Classifier, Episode } from './types.js';

/** Features without a tensor: N rows of `dimension` numbers. */
export interface FeatureArray {
  data: Float32Array;
  dimension: number;
}

export interface EvaluateEpisodesOptions {
  /** Episodes solved at once. By default as many as keep a batch's features within 16 MiB. */
  batchSize?: number;
}

export interface EpisodeResults {
  /** `[count]`: the share of each episode's queries that were classified rightly, in the order of the episodes. */
  accuracies: Float64Array;
  /** `[count · W·Q]`: for each query the position of the predicted class in its episode's `classes`. */
  predictions: Int32Array;
}

/**
 * Runs a classifier over episodes, many at once, and counts what it got right.
 *
 * All episodes must have one shape. A query whose best scores are equal goes to the class that comes first.
 *
 * @param features - `[N, D]`, one row for each row of the data set that the episodes number; all finite
 * @param episodes - as from `episodes`; their queries are class-major
 * @param classifier - as from `nearestCentroid()` or `logisticRegression()`
 * @throws if a feature is not finite, a row is not in `features`, or the episodes differ in shape
 *
 * @example
 * ```ts
 * const tasks = episodes({ labels, ways: 5, shots: 1, seed: 0, count: 600 });
 * const { accuracies } = await evaluateEpisodes(features, tasks, nearestCentroid({ normalize: 'l2' }));
 * ```
 */
export async function evaluateEpisodes(
  features: Tensor2D | FeatureArray,
  episodes: Iterable<Episode>,
  classifier: Classifier,
  { batchSize }: EvaluateEpisodesOptions = {},
): Promise<EpisodeResults> {
  const table = toTable(features);
  try {
    const [numRows, dimension] = table.shape;
    checkFinite(await table.data<'float32'>(), dimension);
    const predictions: Int32Array[] = [];
    const accuracies: number[] = [];
    for (const batch of episodeBatches(episodes, { numRows, dimension, batchSize })) {
      const predicted = await predict(table, batch, classifier);
      predictions.push(predicted);
      for (let episode = 0; episode < batch.numEpisodes; episode++)
        accuracies.push(shareRight(predicted, batch, episode));
    }
    return { accuracies: Float64Array.from(accuracies), predictions: joined(predictions) };
  } finally {
    table.dispose();
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

/** `[E · W·Q]` predicted positions. */
async function predict(table: Tensor2D, batch: EpisodeBatch, classifier: Classifier): Promise<Int32Array> {
  const { numEpisodes, numQueries, ways } = batch;
  const parts = tidy(
    () => [rowsOf(table, batch.support, numEpisodes), rowsOf(table, batch.query, numEpisodes)] as const,
  );
  try {
    const scores = await classifier(parts[0], parts[1], { ways });
    parts.push(scores);
    if (`${scores.shape}` !== `${[numEpisodes, numQueries, ways]}`) {
      throw new Error(
        `evaluateEpisodes: the classifier gave scores [${scores.shape}], not [${numEpisodes}, ${numQueries}, ${ways}]`,
      );
    }
    return bestOf(await scores.data<'float32'>(), batch);
  } finally {
    dispose(parts);
  }
}

function rowsOf(table: Tensor2D, rows: Int32Array, numEpisodes: number): Tensor3D {
  return reshape(gather(table, tensor1d(rows, 'int32')), [numEpisodes, -1, table.shape[1]]);
}

/** The position of each row's highest score, of equal ones the first. */
function bestOf(scores: Float32Array, { first, numQueries, ways }: EpisodeBatch): Int32Array {
  return Int32Array.from({ length: scores.length / ways }, (_, row) => {
    let best = 0;
    for (let label = 0; label < ways; label++) {
      const score = scores[row * ways + label]!;
      if (Number.isNaN(score)) {
        const episode = first + Math.floor(row / numQueries);
        throw new Error(
          `evaluateEpisodes: a score of episode ${episode}, query ${row % numQueries} is NaN; are the features too large?`,
        );
      }
      if (score > scores[row * ways + best]!) best = label;
    }
    return best;
  });
}

function shareRight(predicted: Int32Array, { numQueries, ways }: EpisodeBatch, episode: number): number {
  const queries = numQueries / ways;
  let right = 0;
  for (let query = 0; query < numQueries; query++) {
    if (predicted[episode * numQueries + query] === Math.floor(query / queries)) right++;
  }
  return right / numQueries;
}

function joined(parts: Int32Array[]): Int32Array {
  const whole = new Int32Array(parts.reduce((length, part) => length + part.length, 0));
  let start = 0;
  for (const part of parts) {
    whole.set(part, start);
    start += part.length;
  }
  return whole;
}
