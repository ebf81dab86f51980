import { z } from 'zod';

/** The losses that `--loss` takes. */
export const lossNames = ['ce', 'clce'] as const;

const count = z.int().min(1);
const positive = z.number().positive();
const fraction = z.number().min(0).max(1);

const loss = z.strictObject({
  temperature: positive,
  concentration: z.number().min(0),
  contrastiveWeight: fraction,
  hardNegatives: z.boolean(),
  form: z.enum(['code', 'paper']),
});

const training = z.strictObject({
  epochs: count,
  steps: count.nullable().describe('stop after so many steps, whatever the epochs'),
  batchSize: count,
  samplesPerClass: count,
  optimizer: z.enum(['sgd', 'adamw']),
  learningRate: positive,
  minimumLearningRate: z.number().min(0),
  warmupEpochs: z.number().min(0),
  weightDecay: z.number().min(0),
  augment: z.boolean(),
  checkpointEverySteps: count,
  logEverySteps: count,
});

const evaluation = z.strictObject({
  settings: z.array(z.strictObject({ ways: z.int().min(2), shots: count })).min(1),
  episodes: z.int().min(2),
  queries: count,
  seed: z.int().min(0),
  classifier: z.enum(['nearest-centroid', 'logistic-regression']),
});

/** Everything that decides a run's numbers; written, resolved, beside each result. */
export const runConfig = z.strictObject({
  suite: z.enum(['quick', 'few-shot']),
  dataset: z.string().min(1),
  imageSize: count.nullable(),
  backbone: z.strictObject({ name: z.enum(['conv4', 'resnet12']), widths: z.array(count).length(4) }),
  losses: z.array(z.enum(lossNames)).min(1),
  seeds: z.array(z.int().min(0)).min(1),
  loss,
  training,
  evaluation,
});

export type RunConfig = z.infer<typeof runConfig>;
export type LossName = (typeof lossNames)[number];
