import type { Tensor } from '@tensorflow/tfjs-core';
import { dropAtRandom } from './drop-at-random.js';
import type { DropoutOptions } from './dropout.js';

/** The same options as of `dropout`; `rate` is the probability of a whole sample becoming zero. */
export type DropPathOptions = DropoutOptions;

/**
 * Stochastic depth: sets each sample of a residual branch to zero with probability `rate`, and divides the others by
 * `1 - rate`. As `dropout`, with one draw for each index of the first axis.
 *
 * @param x - `[N, ...]`, float32: the branch's output, before the skip connection is added
 * @returns x's shape
 * @throws If the rate is not in [0, 1), or the seed is not int32 of shape `[2]`
 * @see Huang et al., "Deep Networks with Stochastic Depth", 2016, https://arxiv.org/abs/1603.09382
 *
 * @example
 * ```ts
 * const output = add(x, dropPath(branch(x), { rate: 0.1, seed: tensor1d([step, block], 'int32') }));
 * ```
 */
export function dropPath<T extends Tensor>(x: T, { rate, seed }: DropPathOptions): T {
  if (x.rank === 0) throw new Error('dropPath: x must be [N, ...], got a scalar');
  return dropAtRandom('dropPath', x, {
    rate,
    seed,
    maskShape: x.shape.map((length, axis) => (axis === 0 ? length : 1)),
  });
}
