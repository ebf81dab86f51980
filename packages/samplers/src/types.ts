/** Where a sampler stands: plain JSON, so that it can be written into a checkpoint. */
export interface SamplerState {
  /** The seed that the run began with. */
  seed: number;
  /** Epochs finished. */
  epoch: number;
  /** Batches of this epoch already handed out. */
  batch: number;
}

/** A batch of row numbers, and where the sampler stands after it. */
export interface SampledBatch {
  /** `[N]` numbers of data set rows. */
  indices: Int32Array;
  state: SamplerState;
}

/**
 * Yields batches of row numbers as a pure function of its state: the same state gives the same batch, always, so a
 * stored state resumes a run exactly. The order of an epoch depends on its seed and number alone.
 */
export interface BatchSampler {
  /** Rows in a batch; the last batch of an epoch may be shorter only where an option says so. */
  batchSize: number;
  batchesPerEpoch: number;
  /** The state before the first batch of epoch 0. */
  start(seed: number): SamplerState;
  /** The batch that follows `state`. */
  next(state: SamplerState): SampledBatch;
}
