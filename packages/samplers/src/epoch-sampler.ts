import { checkCount } from './check-count.js';
import type { BatchSampler, SamplerState } from './types.js';

export interface EpochSamplerOptions {
  /** Begins every error message. */
  name: string;
  batchSize: number;
  batchesPerEpoch: number;
  /** All rows of one epoch, batch after batch; must depend on its arguments alone. */
  order: (seed: number, epoch: number) => Int32Array;
}

/**
 * Builds a sampler from the order of an epoch. The latest order is kept, which only saves time: it is a function of
 * (seed, epoch).
 *
 * @example
 * ```ts
 * const reversed = epochSampler({
 *   name: 'reversed',
 *   batchSize: 2,
 *   batchesPerEpoch: 2,
 *   order: () => Int32Array.of(3, 2, 1, 0),
 * });
 * ```
 */
export function epochSampler({ name, batchSize, batchesPerEpoch, order }: EpochSamplerOptions): BatchSampler {
  let latest: { seed: number; epoch: number; rows: Int32Array } | undefined;
  const rowsOf = ({ seed, epoch }: SamplerState): Int32Array => {
    if (latest?.seed !== seed || latest.epoch !== epoch) latest = { seed, epoch, rows: order(seed, epoch) };
    return latest.rows;
  };
  return {
    batchSize,
    batchesPerEpoch,
    start(seed) {
      checkCount(name, 'seed', seed, 0);
      return { seed, epoch: 0, batch: 0 };
    },
    next(state) {
      checkState(name, state, batchesPerEpoch);
      const indices = rowsOf(state).slice(state.batch * batchSize, (state.batch + 1) * batchSize);
      return { indices, state: following(state, batchesPerEpoch) };
    },
  };
}

function following({ seed, epoch, batch }: SamplerState, batchesPerEpoch: number): SamplerState {
  return batch + 1 < batchesPerEpoch ? { seed, epoch, batch: batch + 1 } : { seed, epoch: epoch + 1, batch: 0 };
}

function checkState(name: string, { seed, epoch, batch }: SamplerState, batchesPerEpoch: number): void {
  checkCount(name, 'state.seed', seed, 0);
  checkCount(name, 'state.epoch', epoch, 0);
  checkCount(name, 'state.batch', batch, 0);
  if (batch < batchesPerEpoch) return;
  throw new RangeError(
    `${name}: state.batch (${batch}) must be below batchesPerEpoch (${batchesPerEpoch}); the state belongs to another sampler`,
  );
}
