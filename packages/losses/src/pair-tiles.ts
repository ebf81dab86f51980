import { matMul, type Tensor2D } from '@tensorflow/tfjs-core';
import { pairMasks } from './pair-masks.js';
import { type PairTerm, pairPowers } from './pair-terms.js';
import { rowBlocks, squareTiles, type Tile } from './tiles.js';

/** Rows and what belongs to each of them. */
export interface PairRows {
  /** `[N, D]` */
  rows: Tensor2D;
  /** `[N, 1]` int32 */
  labels: Tensor2D;
  /** `[N, 2]`, see {@link pairPowers}. */
  shifts?: Tensor2D | undefined;
}

/** The pairs of the rows, cut into tiles; nothing of a tile is computed yet. */
export interface PairTiles {
  rows: Tensor2D[];
  labels: Tensor2D[];
  shifts?: Tensor2D[] | undefined;
  tiles: Tile[];
}

export function pairTiles({ rows, labels, shifts }: PairRows, tileSize: number): PairTiles {
  const blocks = rowBlocks(rows, tileSize);
  return {
    rows: blocks,
    labels: rowBlocks(labels, tileSize),
    shifts: shifts && rowBlocks(shifts, tileSize),
    tiles: squareTiles(blocks.length, !shifts), // a shift belongs to one row, not to its mirror image
  };
}

/** `exp(scale · (s - shift))` of each term's pairs in one tile, 0 elsewhere. */
export function tilePowers(pairs: PairTiles, { row, column }: Tile, terms: readonly PairTerm[]): Tensor2D[] {
  const similarity: Tensor2D = matMul(pairs.rows[row]!, pairs.rows[column]!, false, true);
  const masks = pairMasks(pairs.labels[row]!, pairs.labels[column]!, row === column);
  return pairPowers(similarity, masks, terms, pairs.shifts?.[row]);
}
