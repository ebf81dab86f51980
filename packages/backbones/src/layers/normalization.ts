import { batchNorm } from '@clce/ops';
import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import { constant } from '../fill.js';
import type { VariableSpec } from '../variable-spec.js';
import { type ForwardPass, variable } from './forward-pass.js';

/** Batch normalisation's variables: scale 1, offset 0, running mean 0, running variance 1. */
export function normalizationSpecs(name: string, channels: number): VariableSpec[] {
  const spec = (suffix: string, value: number, role: VariableSpec['role']): VariableSpec => ({
    name: `${name}.${suffix}`,
    shape: [channels],
    fill: constant(value),
    role,
  });
  return [
    spec('weight', 1, 'parameter'),
    spec('bias', 0, 'parameter'),
    spec('running_mean', 0, 'statistic'),
    spec('running_var', 1, 'statistic'),
  ];
}

/** Batch normalisation over all but the channels (momentum 0.1, epsilon 1e-5); notes the new statistics in `pass`. */
export function normalization(pass: ForwardPass, name: string, x: Tensor4D): Tensor4D {
  const { output, mean, variance } = batchNorm(x, {
    scale: variable(pass, 'parameters', `${name}.weight`) as Tensor1D,
    offset: variable(pass, 'parameters', `${name}.bias`) as Tensor1D,
    mean: variable(pass, 'statistics', `${name}.running_mean`) as Tensor1D,
    variance: variable(pass, 'statistics', `${name}.running_var`) as Tensor1D,
    training: pass.training,
  });
  pass.newStatistics[`${name}.running_mean`] = mean;
  pass.newStatistics[`${name}.running_var`] = variance;
  return output;
}
