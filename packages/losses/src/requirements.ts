import type { Tensor } from '@tensorflow/tfjs-core';

/** Throws unless `tensor` is a float32 matrix with at least one row and one column. */
export function requireMatrix(caller: string, name: string, tensor: Tensor, shape: string): void {
  if (tensor.rank !== 2 || tensor.size === 0)
    throw new Error(`${caller}: ${name} must be ${shape} with at least one row and column, got [${tensor.shape}]`);
  if (tensor.dtype !== 'float32') throw new Error(`${caller}: ${name} must be float32, got ${tensor.dtype}`);
}

/** Throws unless `labels` is an int32 vector with one class number for each row of `rows`. */
export function requireLabels(caller: string, labels: Tensor, name: string, rows: Tensor): void {
  if (labels.rank !== 1 || labels.shape[0] !== rows.shape[0])
    throw new Error(`${caller}: labels [${labels.shape}] must be [N], one for each row of ${name} [${rows.shape}]`);
  if (labels.dtype !== 'int32') throw new Error(`${caller}: labels must be int32, got ${labels.dtype}`);
}

/** Throws unless `least <= value <= most`. */
export function requireRange(caller: string, name: string, value: number, [least, most]: [number, number]): void {
  if (!(value >= least && value <= most))
    throw new Error(`${caller}: ${name} (${value}) must be a number from ${least} to ${most}`);
}

/** Throws unless `value` is a whole number above zero. */
export function requireCount(caller: string, name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1)
    throw new Error(`${caller}: ${name} (${value}) must be a positive whole number`);
}

/** Throws unless `value` is one of `valid`. */
export function requireOneOf(caller: string, name: string, value: unknown, valid: readonly unknown[]): void {
  if (!valid.includes(value))
    throw new Error(`${caller}: ${name} (${String(value)}) must be one of ${valid.map(String).join(', ')}`);
}
