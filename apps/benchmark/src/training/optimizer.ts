import { adamW, exceptVectors, type GradientTransformation, type Schedule, sgd, warmupCosine } from '@clce/optim';
import type { RunConfig } from '../config/schema.js';

/** The optimizer that the configuration names; weight decay leaves biases, scales and offsets alone. */
export function createOptimizer({ optimizer, weightDecay }: RunConfig['training']): GradientTransformation {
  const decay = { weightDecay, mask: exceptVectors };
  return optimizer === 'sgd' ? sgd({ momentum: 0.9, nesterov: true, ...decay }) : adamW(decay);
}

/** The learning rate of each step: linear warm-up, then half a cosine down to the minimum. */
export function createSchedule(config: RunConfig['training'], totalSteps: number, stepsPerEpoch: number): Schedule {
  return warmupCosine({
    base: config.learningRate,
    minimum: config.minimumLearningRate,
    warmupSteps: Math.min(Math.round(config.warmupEpochs * stepsPerEpoch), totalSteps - 1),
    totalSteps,
  });
}
