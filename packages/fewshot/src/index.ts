export { type Episodes, type EpisodesOptions, episodes } from './episodes.js';
export {
  type EpisodeResults,
  type EvaluateEpisodesOptions,
  evaluateEpisodes,
} from './evaluate-episodes.js';
export type { FeatureArray } from './feature-table.js';
export { type LogisticRegressionOptions, logisticRegression } from './logistic-regression.js';
export { type NearestCentroidOptions, nearestCentroid } from './nearest-centroid.js';
export type { Classifier, Episode } from './types.js';
