import { type Batch, batchMaker } from './batch-maker.js';
import type { Transform } from './transforms/transform.js';
import type { ImageDataset } from './types.js';

/** Where a sampler stands; `@clce/samplers` has such states. */
export interface SamplerPosition {
  seed: number;
  epoch: number;
  batch: number;
}

/** What the loader needs of a sampler; those of `@clce/samplers` fit. */
export interface IndexSampler {
  next(state: SamplerPosition): { indices: Int32Array; state: SamplerPosition };
}

export interface BatchesOptions {
  dataset: ImageDataset;
  sampler: IndexSampler;
  /** Where to go on: `sampler.start(seed)`, or the state of the last batch that was used. */
  state: SamplerPosition;
  /** What each picture goes through, beginning with values of 0…1. Default: nothing. */
  transform?: Transform;
  /** Of the augmentation: each picture's chance depends on (seed, epoch, batch, position, view) alone. Default 0. */
  seed?: number;
  /** Batches made ahead of the one in use; as many are held in memory. Default 2. */
  prefetch?: number;
  /** How many times each row comes, each with its own chance. Default 1. */
  views?: number;
  /** Batches in all. Default: without end. */
  count?: number;
}

/**
 * Yields batches of pictures, made while the consumer waits for something else. A run that goes on from a stored state
 * gets the same pixels as an undisturbed one. Breaking off the loop stops the work; an error of the data set, the
 * transform or the sampler comes out of the loop.
 *
 * @throws {RangeError} If a count is not a whole number or the sampler asks for a row that is not there.
 * @example
 * ```ts
 * const sampler = mPerClass({ labels: train.labels, batchSize: 64, samplesPerClass: 4 });
 * for await (const { images, shape, labels, state } of batches({ dataset: train, sampler, state: sampler.start(1) })) {
 *   const x = tensor4d(images, shape);
 * }
 * ```
 */
export function batches(options: BatchesOptions): AsyncGenerator<Batch, void, undefined> {
  const { prefetch = 2, views = 1, count = Infinity } = options;
  checkCount('prefetch', prefetch, 0);
  checkCount('views', views, 1);
  if (count !== Infinity) checkCount('count', count, 0);
  return generate(options, prefetch, count);
}

async function* generate(
  options: BatchesOptions,
  prefetch: number,
  count: number,
): AsyncGenerator<Batch, void, undefined> {
  const stopping = new AbortController();
  const make = batchMaker(options, stopping.signal);
  const pending: Promise<Batch>[] = [];
  let position = options.state;
  let requested = 0;
  const request = (): void => {
    const { indices, state } = options.sampler.next(position);
    const batch = make(indices, position, state);
    batch.catch(() => undefined); // reported when its turn comes
    pending.push(batch);
    position = state;
    requested++;
  };
  try {
    while (true) {
      while (requested < count && pending.length <= prefetch) request();
      const batch = pending.shift();
      if (!batch) return;
      yield await batch;
    }
  } finally {
    stopping.abort();
    await Promise.allSettled(pending);
  }
}

function checkCount(name: string, value: number, minimum: number): void {
  if (Number.isSafeInteger(value) && value >= minimum) return;
  throw new RangeError(`batches: ${name} (${value}) must be a whole number of at least ${minimum}`);
}
