/** The array that holds each kind of number. */
export interface StoredArrays {
  F64: Float64Array;
  F32: Float32Array;
  I64: BigInt64Array;
  I32: Int32Array;
  U8: Uint8Array;
}

/** Kinds of numbers, by safetensors' names. */
export type StoredDtype = keyof StoredArrays;

/** A tensor as a weight file holds it: plain numbers in row-major order, no TensorFlow.js tensor. */
export type StoredTensor = {
  [D in StoredDtype]: { dtype: D; shape: readonly number[]; data: StoredArrays[D] };
}[StoredDtype];

/** Bytes of one number. */
export const BYTES_PER_ELEMENT: Record<StoredDtype, number> = { F64: 8, F32: 4, I64: 8, I32: 4, U8: 1 };

/** The number of elements in `shape`; 1 for a scalar `[]`. `NaN` when a length is not a count or the product is not exact. */
export function elementCount(shape: readonly unknown[]): number {
  let count = 1;
  for (const length of shape) {
    if (typeof length !== 'number' || !Number.isSafeInteger(length) || length < 0) return Number.NaN;
    count *= length;
    if (!Number.isSafeInteger(count)) return Number.NaN;
  }
  return count;
}
