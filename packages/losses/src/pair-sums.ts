import { concat, sum, type Tensor2D, tidy, transpose } from '@tensorflow/tfjs-core';
import type { PairTerm } from './pair-terms.js';
import { type PairTiles, tilePowers } from './pair-tiles.js';
import { joinBlocks, mergeInto } from './tiles.js';

/**
 * The sum of each term along each row, `[N, T]`.
 *
 * @param powers - those of the only tile, where there is one and they are known
 */
export function pairSums(pairs: PairTiles, terms: readonly PairTerm[], powers?: Tensor2D[]): Tensor2D {
  const sums: Tensor2D[] = [];
  for (const tile of pairs.tiles) {
    const [own, mirrored] = tidy(() => {
      const factors = powers ?? tilePowers(pairs, tile, terms);
      return tile.mirrored ? [alongRows(factors), alongColumns(factors)] : [alongRows(factors)];
    });
    mergeInto(sums, tile.row, own!);
    if (mirrored) mergeInto(sums, tile.column, mirrored);
  }
  return joinBlocks(sums);
}

function alongRows(powers: Tensor2D[]): Tensor2D {
  return concat(
    powers.map((power): Tensor2D => sum(power, 1, true)),
    1,
  ); // [R, T]
}

function alongColumns(powers: Tensor2D[]): Tensor2D {
  return transpose(
    concat(
      powers.map((power): Tensor2D => sum(power, 0, true)),
      0,
    ),
  ); // [C, T]
}
