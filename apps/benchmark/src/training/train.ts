import { batches, type ImageDataset, type Batch as LoadedBatch, type Transform } from '@clce/data';
import { type CompiledStep, compileStep } from '@clce/engine';
import { mPerClass } from '@clce/samplers';
import { dispose, memory, scalar, tensor1d, tensor4d } from '@tensorflow/tfjs-core';
import type { RunConfig } from '../config/schema.js';
import type { StepReporter } from '../terminal/progress.js';
import { loadCheckpoint, type Progress, saveCheckpoint } from './checkpoint.js';
import { createModel, type Model } from './model.js';
import { objectives } from './objectives.js';
import { createOptimizer, createSchedule } from './optimizer.js';
import { type Batch, type TrainingState, trainingStep } from './step.js';
import type { Unit } from './unit.js';

export interface TrainOptions {
  unit: Unit;
  config: RunConfig;
  dataset: ImageDataset;
  transform: Transform;
  checkpointFile: string;
  /** Called before the first step with the number of steps done before: 0, or the checkpoint's. */
  onStart(step: number): void;
  onMetrics(line: Record<string, number | string>): void;
  reporter: StepReporter;
}

export interface Trained {
  model: Model;
  /** The caller owns it. */
  state: TrainingState;
  steps: number;
  imagesPerSecond: number;
}

/**
 * Trains one unit from its checkpoint, or from scratch, to its last step. An interrupted training that goes on from its
 * checkpoint gives the numbers of an undisturbed one.
 *
 * @throws if the objective stops being finite
 */
export async function train(options: TrainOptions): Promise<Trained> {
  const { unit, config, dataset, transform, checkpointFile, reporter } = options;
  const { batchSize, samplesPerClass, epochs, logEverySteps, checkpointEverySteps } = config.training;
  const sampler = mPerClass({ labels: dataset.labels, batchSize, samplesPerClass });
  const stepsPerEpoch = sampler.batchesPerEpoch;
  const totalSteps = config.training.steps ?? epochs * stepsPerEpoch;
  const rateAt = createSchedule(config.training, totalSteps, stepsPerEpoch);
  const optimizer = createOptimizer(config.training);
  const objective = objectives[unit.loss];
  const { imageShape, classNames } = dataset;
  const model = createModel({ backbone: config.backbone, imageShape, classes: classNames.length, objective });

  const saved = loadCheckpoint(checkpointFile);
  const start = saved?.state ?? initialState(model, optimizer, unit.seed);
  const step = compileStep(trainingStep({ model, objective, optimizer, loss: config.loss }), { state: start });
  dispose(start as never);
  let progress: Progress = saved?.progress ?? { step: 0, sampler: sampler.start(unit.seed), seconds: 0 };
  options.onStart(progress.step);

  const count = totalSteps - progress.step;
  let began = performance.now();
  let logged = progress;
  for await (const data of batches({ dataset, sampler, state: progress.sampler, transform, seed: unit.seed, count })) {
    const learningRate = rateAt(progress.step);
    const batch = toTensors(data, learningRate);
    const outputs = step.run(batch);
    const values = Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, value.dataSync()[0]!]));
    dispose([batch, outputs] as never);
    refuseDivergence(unit, progress.step + 1, values.objective!);

    const now = performance.now();
    progress = { step: progress.step + 1, sampler: data.state, seconds: progress.seconds + (now - began) / 1000 };
    began = now;
    const isLast = progress.step === totalSteps;
    reporter.step({
      ...progress,
      totalSteps,
      loss: values.objective!,
      imagesPerSecond: throughput(progress, batchSize),
    });
    if (isLast || progress.step % logEverySteps === 0) {
      const [epoch, imagesPerSecond] = [progress.step / stepsPerEpoch, throughput(progress, batchSize, logged)];
      options.onMetrics({ ...unit, step: progress.step, epoch, ...values, learningRate, imagesPerSecond, ...usage() });
      logged = progress;
    }
    if (isLast || progress.step % checkpointEverySteps === 0) keepState(step, checkpointFile, progress);
  }
  const state = step.read();
  step.dispose();
  return { model, state, steps: totalSteps, imagesPerSecond: throughput(progress, batchSize) };
}

function keepState(step: CompiledStep<TrainingState, Batch, unknown>, file: string, progress: Progress): void {
  const state = step.read();
  saveCheckpoint(file, state, progress);
  dispose(state as never);
}

function initialState(model: Model, optimizer: ReturnType<typeof createOptimizer>, seed: number): TrainingState {
  const { parameters, statistics } = model.initialize(seed);
  return { parameters, statistics, optimizer: optimizer.init(parameters) };
}

const toTensors = ({ images, shape, labels }: LoadedBatch, learningRate: number): Batch => ({
  images: tensor4d(images, shape),
  labels: tensor1d(labels, 'int32'),
  learningRate: scalar(learningRate),
});

type Clock = Pick<Progress, 'step' | 'seconds'>;

/** Images a second, data loading included, since an earlier moment or the start. */
const throughput = (now: Clock, batchSize: number, since: Clock = { step: 0, seconds: 0 }): number =>
  ((now.step - since.step) * batchSize) / (now.seconds - since.seconds);

const usage = () => ({ tensors: memory().numTensors, residentBytes: process.memoryUsage.rss() });

function refuseDivergence({ loss, seed }: Unit, step: number, objective: number): void {
  if (Number.isFinite(objective)) return;
  throw new Error(
    `clce run: training ${loss} with seed ${seed} diverged at step ${step} (objective ${objective}): lower --learning-rate`,
  );
}
