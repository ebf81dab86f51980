import {
  add,
  concat,
  equal,
  log,
  mul,
  reshape,
  split,
  type Tensor1D,
  type Tensor2D,
  tidy,
  where,
} from '@tensorflow/tfjs-core';
import { pairGradient } from './pair-gradient.js';
import { pairSums } from './pair-sums.js';
import type { PairTerm } from './pair-terms.js';
import { pairTiles, tilePowers } from './pair-tiles.js';
import { rowShifts } from './row-shifts.js';
import { type Save, type ValueAndGradient, withGradient } from './with-gradient.js';

export interface RowLogSumsOptions {
  terms: readonly PairTerm[];
  /** No `|s|` is larger. Infinity where that is unknown. */
  bound: number;
  /** At most so many rows and columns of pairs exist at a time. */
  tileSize: number;
}

/** The logarithm of an empty sum: finite, so that it can be added and subtracted. */
export const EMPTY = -1e30;

/** `exp(±60)` and sums of a million of them are far inside float32, so up to here no shift is needed. */
const SAFE_EXPONENT = 60;

/**
 * What contrastive losses need to know of the pairs of each row: with `s = x xᵀ`, the logarithm of `Σ exp(scale · s_ij)`
 * over the positives or the negatives `j` of row `i`, for each term. {@link EMPTY} where a row has no such pair.
 *
 * The pairs are visited in tiles and only sums along rows are kept. The gradient visits them again, and what it finds
 * goes straight into products with the rows: memory is O(N · D + tileSize²), forward and backward. Up to `tileSize`
 * rows there is one tile, and the gradient reuses what the forward pass computed.
 *
 * Where `bound` leaves room, `exp` is taken as it is, and a tile above the diagonal serves its mirror image too. Else each
 * row first looks for its largest similarity among its positives and among its negatives. First derivatives only.
 *
 * @param rows - `[N, D]`; `|s|` at most 1e25
 * @param labels - `[N]` int32
 * @returns `[N, T]`, a column for each term
 */
export function rowLogSums(rows: Tensor2D, labels: Tensor1D, options: RowLogSumsOptions): Tensor2D {
  return tidy(() => withGradient(rows, (rows, save) => visitPairs(rows, labels, options, save)));
}

function visitPairs(rows: Tensor2D, labels: Tensor1D, options: RowLogSumsOptions, save: Save): ValueAndGradient {
  const { terms, tileSize } = options;
  const column: Tensor2D = reshape(labels, [-1, 1]);
  const shifts = isSafe(options) ? undefined : rowShifts({ rows, labels: column }, tileSize);
  const pairs = pairTiles({ rows, labels: column, shifts }, tileSize);
  const powers = pairs.tiles.length === 1 ? tilePowers(pairs, pairs.tiles[0]!, terms) : undefined;
  const sums = pairSums(pairs, terms, powers);
  save([rows, column, sums, ...(powers ?? []), ...(shifts && !powers ? [shifts] : [])]);
  const gradFunc = (dy: Tensor2D, [rows, labels, sums, ...rest]: Tensor2D[]): Tensor2D => {
    const pairs = pairTiles({ rows: rows!, labels: labels!, shifts: powers ? undefined : rest[0] }, tileSize);
    return pairGradient(pairs, terms, { dy, sums: sums!, powers: powers && rest });
  };
  return { value: logarithms(sums, terms, shifts), gradFunc };
}

function isSafe({ terms, bound }: RowLogSumsOptions): boolean {
  return bound * Math.max(...terms.map(({ scale }) => scale)) <= SAFE_EXPONENT;
}

function logarithms(sums: Tensor2D, terms: readonly PairTerm[], shifts?: Tensor2D): Tensor2D {
  const logs: Tensor2D = where(equal(sums, 0), EMPTY, log(sums));
  if (!shifts) return logs;
  const [positives, negatives] = split(shifts, 2, 1) as [Tensor2D, Tensor2D];
  const shifted = terms.map(({ pairs, scale }) => mul(pairs === 'positives' ? positives : negatives, scale));
  return add(logs, concat(shifted, 1));
}
