import {
  type Classifier,
  type Episodes,
  evaluateEpisodes,
  type FeatureArray,
  logisticRegression,
  nearestCentroid,
} from '@clce/fewshot';
import type { RunConfig } from '../config/schema.js';

/** What one model reaches in one setting. */
export interface SettingResult {
  ways: number;
  shots: number;
  /** The share of right answers in each episode, in the order of the episodes. */
  accuracies: number[];
}

/** A setting's accuracies and, for the pictures, the predictions of its first episodes. */
export interface Evaluated extends SettingResult {
  predictions: Int32Array;
}

const classifiers: Record<RunConfig['evaluation']['classifier'], () => Classifier> = {
  'nearest-centroid': () => nearestCentroid({ normalize: 'l2' }),
  'logistic-regression': () => logisticRegression({ c: 1 }),
};

/** Runs the configured classifier over every episode of a setting. */
export async function evaluate(
  features: FeatureArray,
  episodes: Episodes,
  { classifier }: RunConfig['evaluation'],
): Promise<Evaluated> {
  const { accuracies, predictions } = await evaluateEpisodes(features, episodes, classifiers[classifier]());
  return { ways: episodes.ways, shots: episodes.shots, accuracies: [...accuracies], predictions };
}
