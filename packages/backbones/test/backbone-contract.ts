import { dispose, memory, ones, type Tensor4D, tensor } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { Backbone, BackboneOutput, Tensors, Variables } from '../src/backbone.js';
import { seededUniform } from '../src/seeded-uniform.js';

/** What every backbone keeps to. `shape` is of images that `create()` accepts. */
export function testBackbone(create: () => Backbone, shape: [number, number, number, number]): void {
  const images = (): Tensor4D => {
    const uniformNumber = seededUniform(3, 'images');
    return tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b) }, uniformNumber), shape);
  };

  it('gives one finite row of features per image in both modes, and leaves no tensor behind', () => {
    const before = memory().numTensors;
    const model = create();
    const variables = model.initialize(1);
    const batch = images();
    for (const training of [true, false]) {
      const held = memory().numTensors;
      const output = model.apply(variables, batch, { training });
      expect(output.features.shape).toEqual([shape[0], model.features]);
      expect(output.features.dataSync().every(Number.isFinite)).toBe(true);
      expect(Object.keys(output.statistics).sort()).toEqual(Object.keys(variables.statistics).sort());
      expect(memory().numTensors).toBe(held + 1 + Object.keys(output.statistics).length);
      disposeOutput(output);
      expect(memory().numTensors).toBe(held);
    }
    batch.dispose();
    disposeVariables(variables);
    expect(memory().numTensors).toBe(before);
  });

  it('is pure: variables stay as they were, equal calls give equal results, results outlive the inputs', () => {
    const model = create();
    const variables = model.initialize(2);
    const first = values(variables);
    const batch = images();
    const once = model.apply(variables, batch, { training: true });
    const again = model.apply(variables, batch, { training: true });
    const inference = model.apply(variables, batch, { training: false });
    expect(values(variables)).toEqual(first);
    expect(again.features.dataSync()).toEqual(once.features.dataSync());
    disposeVariables(variables);
    expect(numbers(inference.statistics)).toEqual(first.statistics);
    expect(numbers(once.statistics)).not.toEqual(first.statistics);
    for (const output of [once, again, inference]) disposeOutput(output);
    batch.dispose();
  });

  it('begins with the same numbers for the same seed, with others for another, and refuses no seed at all', () => {
    const [a, b, c] = [1, 1, 2].map((seed) => {
      const variables = create().initialize(seed);
      const copied = values(variables);
      disposeVariables(variables);
      return copied;
    });
    expect(b).toEqual(a);
    expect(c!.parameters).not.toEqual(a!.parameters);
    expect(() => create().initialize(0.5)).toThrow('seed (0.5)');
  });

  it('names a missing variable and a wrong shape of images, and leaves nothing behind', () => {
    const model = create();
    const variables = model.initialize(1);
    const [name] = Object.keys(variables.parameters);
    const { [name!]: taken, ...parameters } = variables.parameters;
    const batch = images();
    const deep = ones([2, shape[1], shape[2], shape[3] + 1]) as Tensor4D;
    const small = ones([2, 2, shape[2], shape[3]]) as Tensor4D;
    const held = memory().numTensors;
    expect(() => model.apply({ ...variables, parameters }, batch, { training: true })).toThrow(`lacks '${name}'`);
    expect(() => model.apply({ ...variables, statistics: {} }, batch, { training: true })).toThrow('holds nothing');
    for (const wrong of [deep, small]) {
      const attempt = () => model.apply(variables, wrong, { training: false });
      expect(attempt).toThrow(
        `${model.name}: images are float32 [${wrong.shape}]; expected float32 [N,H,W,${shape[3]}]`,
      );
    }
    expect(memory().numTensors).toBe(held);
    dispose([taken!, batch, deep, small]);
    dispose(parameters);
    dispose(variables.statistics);
  });
}

export const disposeVariables = ({ parameters, statistics }: Variables): void => dispose([parameters, statistics]);

const disposeOutput = ({ features, statistics }: BackboneOutput): void => dispose([features, statistics]);

const numbers = (tensors: Tensors): Record<string, number[]> =>
  Object.fromEntries(Object.entries(tensors).map(([name, value]) => [name, [...value.dataSync()]]));

const values = ({ parameters, statistics }: Variables) => ({
  parameters: numbers(parameters),
  statistics: numbers(statistics),
});
