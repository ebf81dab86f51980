import type { Episode } from './types.js';

/** Consecutive episodes of one shape, their row numbers joined. */
export interface EpisodeBatch {
  /** Number of the first episode. */
  first: number;
  numEpisodes: number;
  ways: number;
  /** Support and query rows of one episode: W·S and W·Q. */
  numSupports: number;
  numQueries: number;
  /** `[E · W·S]` */
  support: Int32Array;
  /** `[E · W·Q]` */
  query: Int32Array;
}

export interface EpisodeBatchesOptions {
  /** N and D of the features that the episodes number. */
  numRows: number;
  dimension: number;
  batchSize?: number | undefined;
}

const BATCH_FLOATS = 2 ** 22;

/** Groups episodes so that the features of one batch stay bounded; checks their shapes and row numbers. */
export function* episodeBatches(
  episodes: Iterable<Episode>,
  { numRows, dimension, batchSize }: EpisodeBatchesOptions,
): Generator<EpisodeBatch> {
  if (batchSize !== undefined && !(Number.isInteger(batchSize) && batchSize > 0)) {
    throw new Error(`evaluateEpisodes: batchSize (${batchSize}) must be a positive whole number`);
  }
  let shape: EpisodeShape | undefined;
  let waiting: Episode[] = [];
  let first = 0;
  for (const episode of episodes) {
    const index = first + waiting.length;
    shape ??= shapeOf(episode);
    checkEpisode(episode, index, shape, numRows);
    waiting.push(episode);
    if (waiting.length < (batchSize ?? fitting(shape, dimension))) continue;
    yield { first, ...shape, ...join(waiting, shape) };
    first += waiting.length;
    waiting = [];
  }
  if (shape && waiting.length > 0) yield { first, ...shape, ...join(waiting, shape) };
}

interface EpisodeShape {
  ways: number;
  numSupports: number;
  numQueries: number;
}

function shapeOf({ classes, support, query }: Episode): EpisodeShape {
  const shape = { ways: classes.length, numSupports: support.length, numQueries: query.length };
  if (shape.numQueries === 0 || shape.numQueries % shape.ways !== 0) {
    throw new Error(
      `evaluateEpisodes: ${shape.numQueries} queries must be a multiple of ways (${shape.ways}), above 0`,
    );
  }
  return shape;
}

function fitting({ numSupports, numQueries }: EpisodeShape, dimension: number): number {
  return Math.max(1, Math.floor(BATCH_FLOATS / ((numSupports + numQueries) * dimension)));
}

function checkEpisode({ classes, support, query }: Episode, index: number, shape: EpisodeShape, numRows: number): void {
  const lengths = [classes.length, support.length, query.length];
  const expected = [shape.ways, shape.numSupports, shape.numQueries];
  if (lengths.some((length, part) => length !== expected[part])) {
    throw new Error(
      `evaluateEpisodes: episode ${index} has ${lengths.join(', ')} classes, support and query rows; the first has ${expected.join(', ')}`,
    );
  }
  for (const row of [support, query].flatMap((rows) => [...rows])) {
    if (!(row >= 0 && row < numRows)) {
      throw new Error(`evaluateEpisodes: episode ${index} names row ${row}; features has ${numRows} rows`);
    }
  }
}

function join(episodes: Episode[], { numSupports, numQueries }: EpisodeShape) {
  const support = new Int32Array(episodes.length * numSupports);
  const query = new Int32Array(episodes.length * numQueries);
  episodes.forEach((episode, index) => {
    support.set(episode.support, index * numSupports);
    query.set(episode.query, index * numQueries);
  });
  return { numEpisodes: episodes.length, support, query };
}
