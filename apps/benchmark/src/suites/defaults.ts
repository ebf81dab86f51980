import type { RunConfig } from '../config/schema.js';

type Defaults = Omit<RunConfig, 'suite' | 'dataset'>;

/** λ, τ and β as the authors' commands give them (clce: 0.9, 0.5, 1). */
const loss: RunConfig['loss'] = {
  temperature: 0.5,
  concentration: 1,
  contrastiveWeight: 0.9,
  hardNegatives: true,
  form: 'code',
};

const training: RunConfig['training'] = {
  epochs: 4,
  steps: null,
  batchSize: 128,
  samplesPerClass: 2,
  optimizer: 'adamw',
  learningRate: 5e-3,
  minimumLearningRate: 1e-5,
  warmupEpochs: 0.5,
  weightDecay: 0.05,
  augment: true,
  checkpointEverySteps: 100,
  logEverySteps: 1,
};

const evaluation: RunConfig['evaluation'] = {
  settings: [
    { ways: 5, shots: 1 },
    { ways: 5, shots: 5 },
  ],
  episodes: 1000,
  queries: 15,
  seed: 0,
  classifier: 'nearest-centroid',
};

const omniglot: Defaults = {
  imageSize: 28,
  backbone: { name: 'conv4', widths: [32, 64, 64, 64] },
  losses: ['ce', 'clce'],
  seeds: [1, 2],
  loss,
  training,
  evaluation: { ...evaluation, settings: [...evaluation.settings, { ways: 20, shots: 1 }] },
};

const cifar: Defaults = {
  imageSize: null,
  backbone: { name: 'resnet12', widths: [32, 64, 128, 256] },
  losses: ['ce', 'clce'],
  seeds: [1],
  loss,
  training: {
    ...training,
    epochs: 60,
    batchSize: 64,
    optimizer: 'sgd',
    learningRate: 0.05,
    warmupEpochs: 1,
    weightDecay: 5e-4,
  },
  evaluation,
};

/** What a run on a data set uses where its options say nothing. */
export const defaultsOf: Record<string, Defaults> = { omniglot, 'cifar-fs': cifar, fc100: cifar };

/** The quick suite where there is no TensorFlow: the same path, small enough for the engine. */
export const smallQuick: Record<string, Partial<Defaults>> = {
  wasm: {
    backbone: { name: 'conv4', widths: [32, 32, 32, 32] },
    seeds: [1],
    training: { ...training, epochs: 2 },
    evaluation: { ...omniglot.evaluation, episodes: 300 },
  },
  cpu: {
    backbone: { name: 'conv4', widths: [8, 8, 16, 16] },
    seeds: [1],
    training: { ...training, epochs: 1, batchSize: 64, warmupEpochs: 0.1 },
    evaluation: { ...omniglot.evaluation, episodes: 100 },
  },
};
