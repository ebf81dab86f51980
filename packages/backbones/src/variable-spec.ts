import { tensor } from '@tensorflow/tfjs-core';
import type { Tensors, Variables } from './backbone.js';
import type { Fill } from './fill.js';

/** One variable of a model: its name, shape, first values, and whether training changes it. */
export interface VariableSpec {
  name: string;
  shape: number[];
  fill: Fill;
  role: 'parameter' | 'statistic';
}

/** The first value of every variable in `specs`. */
export function initializeVariables(specs: readonly VariableSpec[], seed: number): Variables {
  const create = (role: VariableSpec['role']): Tensors =>
    Object.fromEntries(specs.filter((spec) => spec.role === role).map((spec) => [spec.name, firstValue(spec, seed)]));
  return { parameters: create('parameter'), statistics: create('statistic') };
}

function firstValue({ name, shape, fill }: VariableSpec, seed: number): Tensors[string] {
  const values = new Float32Array(shape.reduce((size, length) => size * length, 1));
  fill(values, seed, name);
  return tensor(values, shape, 'float32');
}
