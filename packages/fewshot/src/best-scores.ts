import type { EpisodeBatch } from './episode-batches.js';

/** The position of each row's highest score, of equal ones the first. */
export function bestScores(scores: Float32Array, { first, numQueries, ways }: EpisodeBatch): Int32Array {
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
