import { seededUniform } from './seeded-uniform.js';

/** Writes a tensor's first values, given the seed and the tensor's name. */
export type Fill = (values: Float32Array, seed: number, name: string) => void;

/** Every value the same. */
export const constant =
  (value: number): Fill =>
  (values) => {
    values.fill(value);
  };

/** Independent normal numbers of mean 0 (Box-Muller). */
export const normal =
  (standardDeviation: number): Fill =>
  (values, seed, name) => {
    const uniformNumber = seededUniform(seed, name);
    for (let i = 0; i < values.length; i += 2) {
      const radius = standardDeviation * Math.sqrt(-2 * Math.log(1 - uniformNumber()));
      const angle = 2 * Math.PI * uniformNumber();
      values[i] = radius * Math.cos(angle);
      if (i + 1 < values.length) values[i + 1] = radius * Math.sin(angle);
    }
  };

/** Independent uniform numbers in [-bound, bound). */
export const uniform =
  (bound: number): Fill =>
  (values, seed, name) => {
    const uniformNumber = seededUniform(seed, name);
    for (let i = 0; i < values.length; i++) values[i] = (2 * uniformNumber() - 1) * bound;
  };
