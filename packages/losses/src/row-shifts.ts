import { add, cast, concat, greater, matMul, max, maximum, mul, sub, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { pairMasks } from './pair-masks.js';
import type { PairRows } from './pair-tiles.js';
import { joinBlocks, mergeInto, rowBlocks, squareTiles } from './tiles.js';

/** Far below every similarity: stands for the largest of none. */
const BELOW_ALL = -1e37;

/** The largest similarity of each row to its positives and to its negatives, `[N, 2]`; 0 where it has none. */
export function rowShifts({ rows, labels }: PairRows, tileSize: number): Tensor2D {
  return tidy(() => {
    const blocks = rowBlocks(rows, tileSize);
    const classes = rowBlocks(labels, tileSize);
    const largest: Tensor2D[] = [];
    for (const { row, column } of squareTiles(blocks.length, false)) {
      const tile = tidy((): Tensor2D => {
        const similarity: Tensor2D = matMul(blocks[row]!, blocks[column]!, false, true);
        const { positives, negatives } = pairMasks(classes[row]!, classes[column]!, row === column);
        return concat([largestOf(similarity, positives), largestOf(similarity, negatives)], 1);
      });
      mergeInto(largest, row, tile, maximum);
    }
    const joined = joinBlocks(largest);
    return mul(joined, cast(greater(joined, BELOW_ALL / 2), 'float32'));
  });
}

function largestOf(similarity: Tensor2D, mask: Tensor2D): Tensor2D {
  return max(add(similarity, mul(sub(1, mask), BELOW_ALL)), 1, true); // [R, 1]
}
