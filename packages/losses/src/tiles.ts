import { add, concat, dispose, slice, type Tensor2D } from '@tensorflow/tfjs-core';

/** One block of rows against one block of columns of the matrix of pairs. */
export interface Tile {
  row: number;
  column: number;
  /** Whether it stands for its mirror image (column block against row block) too. */
  mirrored: boolean;
}

/** All tiles of a square of `numBlocks` blocks a side; with `mirror` those on and above the diagonal. */
export function squareTiles(numBlocks: number, mirror: boolean): Tile[] {
  const sides = Array.from({ length: numBlocks }, (_, block) => block);
  return sides.flatMap((row) =>
    sides.slice(mirror ? row : 0).map((column) => ({ row, column, mirrored: mirror && row !== column })),
  );
}

/** Cuts `[N, K]` into blocks of `size` rows, the last one perhaps shorter. One block is the matrix itself. */
export function rowBlocks(matrix: Tensor2D, size: number): Tensor2D[] {
  const [numRows, numColumns] = matrix.shape;
  if (numRows <= size) return [matrix];
  const starts = Array.from({ length: Math.ceil(numRows / size) }, (_, block) => block * size);
  return starts.map((start) => slice(matrix, [start, 0], [Math.min(size, numRows - start), numColumns]));
}

/** The blocks under each other again. */
export function joinBlocks(blocks: Tensor2D[]): Tensor2D {
  return blocks.length === 1 ? blocks[0]! : concat(blocks, 0);
}

/** Merges `part` into the block and frees both at once, so that memory never waits for a collector. */
export function mergeInto(
  blocks: (Tensor2D | undefined)[],
  index: number,
  part: Tensor2D,
  merge: (a: Tensor2D, b: Tensor2D) => Tensor2D = add,
): void {
  const before = blocks[index];
  blocks[index] = before ? merge(before, part) : part;
  if (before) dispose([before, part]);
}
