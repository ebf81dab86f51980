import { batchCount, type RowSamplerOptions } from './batch-count.js';
import { epochSampler } from './epoch-sampler.js';
import { randomStream, shuffle } from './random-stream.js';
import type { BatchSampler } from './types.js';

/** Options of {@link shuffled}. */
export type ShuffledOptions = RowSamplerOptions;

/**
 * Every row once an epoch, in an order drawn anew for each epoch.
 *
 * @throws {RangeError} If a count is not a whole number of at least 1, or no batch can be filled.
 * @example
 * ```ts
 * const sampler = shuffled({ length: 50_000, batchSize: 64 });
 * const { indices, state } = sampler.next(sampler.start(1));
 * ```
 */
export function shuffled(options: ShuffledOptions): BatchSampler {
  const { length, batchSize } = options;
  return epochSampler({
    name: 'shuffled',
    batchSize,
    batchesPerEpoch: batchCount('shuffled', options),
    order: (seed, epoch) =>
      shuffle(
        Int32Array.from({ length }, (_, row) => row),
        randomStream(seed, epoch),
      ),
  });
}
