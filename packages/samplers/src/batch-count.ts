import { checkCount } from './check-count.js';

export interface RowSamplerOptions {
  /** Rows in the data set. */
  length: number;
  batchSize: number;
  /** Leave out the rows that do not fill a last batch. Default true. */
  dropLast?: boolean;
}

/** How many batches an epoch has; throws where that would be none. */
export function batchCount(caller: string, { length, batchSize, dropLast = true }: RowSamplerOptions): number {
  checkCount(caller, 'length', length);
  checkCount(caller, 'batchSize', batchSize);
  if (!dropLast) return Math.ceil(length / batchSize);
  if (batchSize <= length) return Math.floor(length / batchSize);
  throw new RangeError(
    `${caller}: batchSize (${batchSize}) must not exceed length (${length}), or dropLast must be false`,
  );
}
