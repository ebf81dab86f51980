import { valueAndGradients } from '@clce/ops';
import { concat, dispose, memory, mul, ones, sum, type Tensor2D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { disposeVariables } from '../../test/backbone-contract.js';
import { goldenGroup, goldenTensor, goldenVariables } from '../../test/golden-case.js';
import { maxRelativeError } from '../../test/max-relative-error.js';
import golden from '../fixtures/backbones.json' with { type: 'json' };
import { linearHead } from './linear-head.js';
import { projectionHead } from './projection-head.js';

const { inFeatures, classes, hiddenFeatures, outFeatures } = golden.heads.options;
const head = linearHead({ inFeatures, outFeatures: classes });
const projection = projectionHead({ inFeatures, hiddenFeatures, outFeatures });

const initialize = (seed: number) => ({
  parameters: { ...head.initialize(seed).parameters, ...projection.initialize(seed).parameters },
  statistics: {},
});

describe('linearHead and projectionHead', () => {
  it('equal PyTorch: outputs and gradients', () => {
    const before = memory().numTensors;
    const template = initialize(0);
    const variables = goldenVariables(golden.heads, template);
    const gradients = goldenGroup(golden.heads, 'training/gradients', template);
    const [features, cotangent, expected] = ['inputs', 'cotangent', 'training'].map((name) =>
      goldenTensor<Tensor2D>(golden.heads, name),
    ) as [Tensor2D, Tensor2D, Tensor2D];
    const result = valueAndGradients((parameters) => {
      const own = { parameters, statistics: {} };
      const output = concat([head.apply(own, features), projection.apply(own, features)], 1);
      return { loss: sum(mul(output, cotangent)), aux: output };
    }, variables.parameters);
    expect(maxRelativeError(result.aux, expected)).toBeLessThan(1e-5);
    for (const [name, value] of Object.entries(gradients.parameters))
      expect(maxRelativeError(result.gradients[name]!, value), name).toBeLessThan(1e-5);
    dispose([features, cotangent, expected, result.loss, result.gradients, result.aux]);
    for (const owned of [template, variables, gradients]) disposeVariables(owned);
    expect(memory().numTensors).toBe(before);
  });

  it('begin with the same numbers for the same seed, uniform in ±1/sqrt(inputs)', () => {
    const [a, b] = [initialize(4), initialize(4)];
    for (const [name, value] of Object.entries(a.parameters)) {
      const numbers = [...value.dataSync()];
      expect(numbers).toEqual([...b.parameters[name]!.dataSync()]);
      const bound = 1 / Math.sqrt(name.startsWith('cl_head.2') ? hiddenFeatures : inFeatures);
      expect(Math.max(...numbers.map(Math.abs))).toBeLessThanOrEqual(bound);
    }
    for (const owned of [a, b]) disposeVariables(owned);
  });

  it('take their names from the prefix and 128 embedding features by default', () => {
    const variables = projectionHead({ inFeatures: 8, prefix: 'z' }).initialize(1);
    const shapes = Object.entries(variables.parameters).map(([name, { shape }]) => `${name} ${shape}`);
    expect(shapes).toEqual(['z.0.weight 8,8', 'z.0.bias 8', 'z.2.weight 8,128', 'z.2.bias 128']);
    disposeVariables(variables);
  });

  it('refuse features that do not fit and impossible sizes', () => {
    const variables = initialize(1);
    const features = ones([2, inFeatures + 1]) as Tensor2D;
    expect(() => head.apply(variables, features)).toThrow(
      'linearHead: features are float32 [2,7]; expected float32 [N,6]',
    );
    expect(() => projection.apply(variables, features)).toThrow('projectionHead: features are float32 [2,7]');
    expect(() => linearHead({ inFeatures: 4, outFeatures: 0 })).toThrow('outFeatures (0)');
    expect(() => projectionHead({ inFeatures: -4 })).toThrow('inFeatures (-4)');
    features.dispose();
    disposeVariables(variables);
  });
});
