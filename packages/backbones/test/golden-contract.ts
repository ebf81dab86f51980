import { valueAndGradients } from '@clce/ops';
import {
  dispose,
  memory,
  mul,
  type Scalar,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { Backbone, Tensors } from '../src/backbone.js';
import { disposeVariables } from './backbone-contract.js';
import { type GoldenCase, goldenGroup, goldenTensor, goldenVariables } from './golden-case.js';
import { maxRelativeError } from './max-relative-error.js';

const TOLERANCE = 1e-4;

/**
 * Features, new running statistics and all gradients of a backbone equal PyTorch's. A gradient is compared at its own scale, but
 * no finer than 1 % of the largest: that of a bias before batch normalisation is zero but for rounding.
 */
export function testGolden(model: Backbone, golden: GoldenCase): void {
  it.each(['inference', 'training'])('equals PyTorch in %s: features, statistics, gradients', (mode) => {
    const before = memory().numTensors;
    const template = model.initialize(0);
    const variables = goldenVariables(golden, template);
    const statistics =
      mode === 'training'
        ? goldenGroup(golden, 'statistics', { parameters: {}, statistics: template.statistics })
        : variables;
    const gradients = goldenGroup(golden, `${mode}/gradients`, { parameters: template.parameters, statistics: {} });
    const [images, cotangent] = [goldenTensor<Tensor4D>(golden, 'inputs'), goldenTensor<Tensor2D>(golden, 'cotangent')];
    const features = goldenTensor<Tensor2D>(golden, mode);

    const result = valueAndGradients((parameters) => {
      const output = model.apply({ ...variables, parameters }, images, { training: mode === 'training' });
      return { loss: sum(mul(output.features, cotangent)) as Scalar, aux: { ...output } };
    }, variables.parameters);

    expect(maxRelativeError(result.aux.features, features)).toBeLessThan(TOLERANCE);
    expectEqual(result.aux.statistics, statistics.statistics);
    expectEqual(result.gradients, gradients.parameters, 1e-2 * largest(Object.values(gradients.parameters)));
    dispose([images, cotangent, features]);
    dispose([result.loss, result.gradients, result.aux.features, result.aux.statistics]);
    for (const owned of new Set([template, variables, statistics, gradients])) disposeVariables(owned);
    expect(memory().numTensors).toBe(before);
  });
}

function expectEqual(actual: Tensors, expected: Tensors, floor?: number): void {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, value] of Object.entries(expected))
    expect(maxRelativeError(actual[name]!, value, floor), name).toBeLessThan(TOLERANCE);
}

const largest = (tensors: Tensor[]): number => Math.max(...tensors.flatMap((t) => [...t.dataSync()].map(Math.abs)));
