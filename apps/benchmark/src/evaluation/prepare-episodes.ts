import type { ImageDataset } from '@clce/data';
import { type Episodes, episodes } from '@clce/fewshot';
import type { RunConfig } from '../config/schema.js';

/**
 * The episodes of every setting, the same for every loss and seed, so that their accuracies can be compared in pairs.
 * Checked before any training: a class with too few images is found at once.
 */
export function prepareEpisodes({ evaluation }: RunConfig, { labels, classNames }: ImageDataset): Episodes[] {
  const { queries, seed, episodes: count } = evaluation;
  return evaluation.settings.map(({ ways, shots }) =>
    episodes({ labels, classNames, ways, shots, queries, seed, count }),
  );
}
