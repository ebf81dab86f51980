import type { DatasetSplits } from '@clce/data';
import type { Episodes } from '@clce/fewshot';
import { dispose } from '@tensorflow/tfjs-core';
import type { RunConfig } from '../config/schema.js';
import { embed } from '../evaluation/embed.js';
import { evaluate } from '../evaluation/evaluate.js';
import { picture } from '../evaluation/pictures.js';
import { type FinishedUnit, readFinishedUnit, writeFinishedUnit } from '../run/finished-unit.js';
import type { RunFolder } from '../run/folder.js';
import { appendMetrics, trimMetrics } from '../run/metrics-file.js';
import { writeWeights } from '../run/weights-file.js';
import type { StepReporter } from '../terminal/progress.js';
import { removeCheckpoint } from '../training/checkpoint.js';
import { train } from '../training/train.js';
import { type Unit, unitName } from '../training/unit.js';
import { trainingTransform } from './load-data.js';

export interface RunUnitOptions {
  unit: Unit;
  config: RunConfig;
  splits: DatasetSplits;
  episodes: Episodes[];
  folder: RunFolder;
  reporter: StepReporter;
}

/** Trains one unit and evaluates it, or takes what an earlier start of this run left of it. */
export async function runUnit({
  unit,
  config,
  splits,
  episodes,
  folder,
  reporter,
}: RunUnitOptions): Promise<FinishedUnit> {
  const name = unitName(unit);
  const checkpointFile = folder.file('checkpoints', `${name}.safetensors`);
  const finished = readFinishedUnit(folder.file('units', `${name}.json`));
  if (finished) {
    removeCheckpoint(checkpointFile);
    reporter.line(`${name}: finished before`);
    return finished;
  }
  const metrics = folder.file('metrics.jsonl');
  reporter.begin(name);
  const { model, state, steps, imagesPerSecond } = await train({
    unit,
    config,
    dataset: splits.train,
    transform: trainingTransform(config, splits),
    checkpointFile,
    onStart(step) {
      trimMetrics(metrics, unit, step);
      if (step > 0) reporter.line(`${name}: going on after step ${step}`);
    },
    onMetrics: (line) => appendMetrics(metrics, line),
    reporter,
  });
  reporter.done();

  const features = await embed({ model, state, dataset: splits.test, statistics: splits.statistics });
  const settings: FinishedUnit['settings'] = [];
  const pictures: FinishedUnit['pictures'] = [];
  for (const set of episodes) {
    const { predictions, ...result } = await evaluate(features, set, config.evaluation);
    if (pictures.length === 0) {
      pictures.push(
        ...(await picture({ unit, dataset: splits.test, name: config.dataset, episodes: set, predictions })),
      );
    }
    settings.push(result);
  }
  await writeWeights(folder.file('weights', `${name}.safetensors`), state, {
    backbone: model.name,
    dataset: config.dataset,
    ...unit,
  });
  dispose(state as never);
  const result: FinishedUnit = { ...unit, backbone: model.name, steps, imagesPerSecond, settings, pictures };
  writeFinishedUnit(folder.file('units', `${name}.json`), result);
  removeCheckpoint(checkpointFile);
  return result;
}
