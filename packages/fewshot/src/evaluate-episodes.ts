import { dispose, gather, reshape, type Tensor2D, type Tensor3D, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { bestScores } from './best-scores.js';
import { type EpisodeBatch, episodeBatches } from './episode-batches.js';
import { type FeatureArray, featureTable } from './feature-table.js';
import type { Classifier, Episode } from './types.js';

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
  const table = await featureTable(features);
  try {
    const [numRows, dimension] = table.shape;
    const predictions: Int32Array[] = [];
    const accuracies: number[] = [];
    for (const batch of episodeBatches(episodes, { numRows, dimension, batchSize })) {
      const predicted = await predict(table, batch, classifier);
      predictions.push(predicted);
      for (let episode = 0; episode < batch.numEpisodes; episode++) {
        accuracies.push(shareRight(predicted, batch, episode));
      }
    }
    return { accuracies: Float64Array.from(accuracies), predictions: joined(predictions) };
  } finally {
    table.dispose();
  }
}

/** `[E · W·Q]` predicted positions. */
async function predict(table: Tensor2D, batch: EpisodeBatch, classifier: Classifier): Promise<Int32Array> {
  const { numEpisodes, numQueries, ways } = batch;
  const inputs = tidy(() => ({
    support: rowsOf(table, batch.support, numEpisodes),
    query: rowsOf(table, batch.query, numEpisodes),
  }));
  let scores: Tensor3D | undefined;
  try {
    scores = await classifier(inputs.support, inputs.query, { ways });
    checkScores(scores, [numEpisodes, numQueries, ways]);
    return bestScores(await scores.data<'float32'>(), batch);
  } finally {
    dispose([inputs.support, inputs.query]);
    scores?.dispose();
  }
}

function checkScores({ shape }: Tensor3D, expected: [number, number, number]): void {
  if (`${shape}` === `${expected}`) return;
  throw new Error(`evaluateEpisodes: the classifier gave scores [${shape}], not [${expected}]`);
}

function rowsOf(table: Tensor2D, rows: Int32Array, numEpisodes: number): Tensor3D {
  return reshape(gather(table, tensor1d(rows, 'int32')), [numEpisodes, -1, table.shape[1]]);
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
