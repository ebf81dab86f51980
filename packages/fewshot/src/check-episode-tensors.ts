import type { Tensor3D } from '@tensorflow/tfjs-core';

/** The sizes that a classifier reads off its arguments. */
export interface EpisodeSizes {
  numEpisodes: number;
  ways: number;
  shots: number;
  numQueries: number;
  dimension: number;
}

/** Checks that support `[E, W·S, D]` and query `[E, M, D]` fit each other and `ways`; `name` is the classifier's. */
export function checkEpisodeTensors(name: string, support: Tensor3D, query: Tensor3D, ways: number): EpisodeSizes {
  const shapes = `support [${support.shape}], query [${query.shape}]`;
  if (support.rank !== 3 || query.rank !== 3) {
    throw new Error(`${name}: support and query must be [E, rows, D], got ${shapes}`);
  }
  const [numEpisodes, numSupports, dimension] = support.shape;
  if (query.shape[0] !== numEpisodes || query.shape[2] !== dimension) {
    throw new Error(`${name}: support and query must have the same episodes E and dimension D, got ${shapes}`);
  }
  if (support.size === 0 || query.size === 0) throw new Error(`${name}: nothing to classify in ${shapes}`);
  if (!Number.isInteger(ways) || ways < 2) {
    throw new Error(`${name}: ways (${ways}) must be a whole number of at least 2`);
  }
  if (numSupports % ways !== 0) {
    throw new Error(`${name}: ${numSupports} support rows are no multiple of ways (${ways}), in ${shapes}`);
  }
  return { numEpisodes, ways, shots: numSupports / ways, numQueries: query.shape[1], dimension };
}
