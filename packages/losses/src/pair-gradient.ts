import {
  add,
  addN,
  div,
  matMul,
  maximum,
  mul,
  split,
  type Tensor2D,
  tensor1d,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import type { PairTerm } from './pair-terms.js';
import { type PairTiles, tilePowers } from './pair-tiles.js';
import { joinBlocks, mergeInto, rowBlocks } from './tiles.js';

export interface PairGradientInputs {
  /** `[N, T]`, the gradient of the terms' logarithms. */
  dy: Tensor2D;
  /** `[N, T]` */
  sums: Tensor2D;
  /** Those of the only tile, where there is one and they are known. */
  powers?: Tensor2D[] | undefined;
}

/** Below every sum that isn't empty. */
const TINY = 1e-30;

/**
 * `dL/drows = (G + Gᵀ) rows` with `G = dL/ds`, of which one tile exists at a time:
 * `G_ij = Σ_t factor_it · power_ijt`, `factor = dy · scale / sum`.
 */
export function pairGradient(pairs: PairTiles, terms: readonly PairTerm[], inputs: PairGradientInputs): Tensor2D {
  const factors = rowBlocks(rowFactors(terms, inputs), pairs.rows[0]!.shape[0]);
  const gradients: Tensor2D[] = [];
  for (const tile of pairs.tiles) {
    const { row, column, mirrored } = tile;
    const [ofRows, ofColumns] = tidy(() => {
      const powers = inputs.powers ?? tilePowers(pairs, tile, terms);
      const weights = tileWeights(powers, terms, factors[row]!, mirrored ? factors[column] : undefined);
      return [matMul(weights, pairs.rows[column]!), matMul(weights, pairs.rows[row]!, true)] as [Tensor2D, Tensor2D];
    });
    mergeInto(gradients, row, ofRows);
    mergeInto(gradients, column, ofColumns);
  }
  return joinBlocks(gradients);
}

function rowFactors(terms: readonly PairTerm[], { dy, sums }: PairGradientInputs): Tensor2D {
  const scales = tensor1d(terms.map(({ scale }) => scale)); // [T]
  return div(mul(dy, scales), maximum(sums, TINY));
}

/** G of a tile; of a mirrored one, G and its mirror image turned over in one, as both meet the same rows. */
function tileWeights(
  powers: Tensor2D[],
  terms: readonly PairTerm[],
  rowFactors: Tensor2D, // [R, T]
  columnFactors?: Tensor2D, // [C, T]
): Tensor2D {
  const ofRows = split(rowFactors, terms.length, 1); // [R, 1] each
  const ofColumns = columnFactors && split(transpose(columnFactors), terms.length, 0); // [1, C] each
  const products = terms.flatMap(({ scale }, term): Tensor2D[] => {
    if (scale === 0) return []; // a count
    const factor = ofColumns ? add(ofRows[term]!, ofColumns[term]!) : ofRows[term]!;
    return [mul(powers[term]!, factor)];
  });
  return addN(products);
}
