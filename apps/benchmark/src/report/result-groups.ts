import { isMeasured } from './number-format.js';
import type { ResultFile, ResultRow } from './schema.js';

/** The shape of an episode, and how many of them were drawn. */
export interface Setting {
  ways: number;
  shots: number;
  episodes: number;
}

/** One loss in one setting, averaged over its seeds. */
export interface LossCell {
  accuracy: number;
  /** Mean of the seeds' half widths: what another draw of episodes would change; NaN where a seed has none. */
  ci95: number;
  /** Lowest and highest accuracy of a seed. */
  range: [number, number];
  seeds: number;
}

/** Results that share task, data set and backbone: one table. */
export interface ResultGroup {
  task: string;
  dataset: string;
  backbone: string;
  settings: Setting[];
  losses: { loss: string; cells: (LossCell | undefined)[] }[];
  trainings: { loss: string; seed: number; cells: (ResultRow | undefined)[]; imagesPerSecond: number }[];
}

/** Arranges the rows of a result into one group a table, in the order in which they were recorded. */
export function resultGroups(result: ResultFile): ResultGroup[] {
  const groups = groupBy(result.results, (row) => JSON.stringify([row.task, row.dataset, row.backbone]));
  return groups.map((rows) => {
    const settings = groupBy(rows, settingKey).map(toSetting);
    const inSettings = (some: ResultRow[]) =>
      settings.map((setting) => some.filter((row) => settingKey(row) === settingKey(setting)));
    const { task, dataset, backbone } = rows[0]!;
    return {
      task,
      dataset,
      backbone,
      settings,
      losses: groupBy(rows, (row) => row.loss).map((some) => ({
        loss: some[0]!.loss,
        cells: inSettings(some).map(averageSeeds),
      })),
      trainings: groupBy(rows, (row) => JSON.stringify([row.loss, row.seed])).map((some) => ({
        loss: some[0]!.loss,
        seed: some[0]!.seed,
        cells: inSettings(some).map((found) => found[0]),
        imagesPerSecond: mean(some.map((row) => row.imagesPerSecond).filter(isMeasured)),
      })),
    };
  });
}

function toSetting(rows: ResultRow[]): Setting {
  const { ways, shots } = rows[0]!;
  return { ways, shots, episodes: Math.max(...rows.map((row) => row.episodes)) };
}

function averageSeeds(rows: ResultRow[]): LossCell | undefined {
  if (rows.length === 0) return undefined;
  const accuracies = rows.map((row) => row.accuracy);
  return {
    accuracy: mean(accuracies),
    ci95: mean(rows.map((row) => (isMeasured(row.ci95) ? row.ci95 : Number.NaN))),
    range: [Math.min(...accuracies), Math.max(...accuracies)],
    seeds: rows.length,
  };
}

const settingKey = ({ ways, shots }: { ways: number; shots: number }): string => `${ways}/${shots}`;

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function groupBy<T>(items: T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()];
}
