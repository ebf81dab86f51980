import { cast, notEqual, oneHot, range, sub, type Tensor, type Tensor2D, transpose } from '@tensorflow/tfjs-core';

/** A tile's pairs as factors 0 and 1, `[R, C]`. */
export interface PairMasks {
  /** Same class as the anchor, but not the anchor itself. */
  positives: Tensor2D;
  /** Another class than the anchor's. */
  negatives: Tensor2D;
}

/**
 * @param anchors - `[R, 1]` labels of the tile's rows
 * @param others - `[C, 1]` labels of the tile's columns
 * @param onDiagonal - whether rows and columns are the same anchors
 */
export function pairMasks(anchors: Tensor2D, others: Tensor2D, onDiagonal: boolean): PairMasks {
  const differs: Tensor2D = notEqual(anchors, transpose(others));
  const negatives: Tensor2D = cast(differs, 'float32');
  const size = anchors.shape[0];
  return { positives: sub(onDiagonal ? offDiagonal(size) : 1, negatives), negatives };
}

function offDiagonal(size: number): Tensor | number {
  if (size === 1) return 0; // oneHot needs a depth of 2
  return oneHot(range(0, size, 1, 'int32'), size, 0, 1, 'float32');
}
