import { batchCount, type RowSamplerOptions } from './batch-count.js';
import { epochSampler } from './epoch-sampler.js';
import type { BatchSampler } from './types.js';

/** Options of {@link sequential}. */
export type SequentialOptions = RowSamplerOptions;

/**
 * Rows 0, 1, 2, … in order, the same in every epoch; with `dropLast: false` the way to visit a whole data set.
 *
 * @throws {RangeError} If a count is not a whole number of at least 1, or no batch can be filled.
 * @example
 * ```ts
 * const sampler = sequential({ length: 10, batchSize: 4, dropLast: false }); // batches of 4, 4 and 2
 * ```
 */
export function sequential(options: SequentialOptions): BatchSampler {
  const { length, batchSize } = options;
  const batchesPerEpoch = batchCount('sequential', options);
  const rows = Int32Array.from({ length }, (_, row) => row);
  return epochSampler({ name: 'sequential', batchSize, batchesPerEpoch, order: () => rows });
}
