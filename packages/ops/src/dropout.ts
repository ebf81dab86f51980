import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { dropAtRandom } from './drop-at-random.js';

export interface DropoutOptions {
  /** Probability of a value becoming zero, in [0, 1). */
  rate: number;
  /** What is drawn follows from it: `[2]`, int32. Give each layer of each step its own, such as `[step, layer]`. */
  seed: Tensor1D;
}

/**
 * Sets each value to zero with probability `rate`, and divides the others by `1 - rate`, so that the mean stays. The
 * gradient goes through the same mask. For training alone: in evaluation leave it out.
 *
 * The mask follows from the seed, which is a tensor: a traced step draws a new one for each seed that it is given. Which
 * values are dropped for a seed is one thing on `tensorflow`, and another on all other backends.
 *
 * @param x - any shape, float32
 * @returns x's shape
 * @throws If the rate is not in [0, 1), or the seed is not int32 of shape `[2]`
 * @see Srivastava et al., "Dropout", 2014, https://jmlr.org/papers/v15/srivastava14a.html
 *
 * @example
 * ```ts
 * const kept = dropout(hidden, { rate: 0.1, seed: tensor1d([step, 3], 'int32') });
 * ```
 */
export function dropout<T extends Tensor>(x: T, { rate, seed }: DropoutOptions): T {
  return dropAtRandom('dropout', x, { rate, seed, maskShape: x.shape });
}
