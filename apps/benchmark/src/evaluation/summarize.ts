import { meanInterval, pairedDifference } from '@clce/metrics';
import type { RunConfig } from '../config/schema.js';
import type { Comparison, ResultRow } from '../report/schema.js';
import type { FinishedUnit } from '../run/finished-unit.js';

/** One row for each unit and setting. */
export function resultRows({ suite, dataset }: RunConfig, units: FinishedUnit[]): ResultRow[] {
  return units.flatMap(({ loss, seed, backbone, imagesPerSecond, settings }) =>
    settings.map(({ ways, shots, accuracies }) => {
      const { mean, halfWidth } = meanInterval(accuracies);
      const episodes = accuracies.length;
      const task = 'few-shot';
      return {
        task,
        suite,
        dataset,
        backbone,
        loss,
        seed,
        ways,
        shots,
        episodes,
        accuracy: mean,
        ci95: halfWidth,
        imagesPerSecond,
      };
    }),
  );
}

/**
 * Every other loss against the first one, setting by setting. Each episode's accuracy is averaged over the seeds, then
 * the losses are compared episode by episode: the interval covers the draw of episodes, not the draw of seeds.
 */
export function compareLosses({ dataset, losses, evaluation }: RunConfig, units: FinishedUnit[]): Comparison[] {
  const [b, ...others] = losses;
  return evaluation.settings.flatMap(({ ways, shots }, setting) =>
    others.map((a) => {
      const { difference, halfWidth } = pairedDifference(
        episodeMeans(units, a, setting),
        episodeMeans(units, b!, setting),
      );
      return { dataset, ways, shots, a, b: b!, difference, ci95: halfWidth };
    }),
  );
}

function episodeMeans(units: FinishedUnit[], loss: string, setting: number): number[] {
  const runs = units.filter((unit) => unit.loss === loss).map((unit) => unit.settings[setting]!.accuracies);
  return runs[0]!.map((_, episode) => runs.reduce((total, run) => total + run[episode]!, 0) / runs.length);
}
