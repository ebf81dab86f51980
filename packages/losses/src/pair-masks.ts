import { cast, notEqual, range, reshape, sub, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';

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
  const negatives = whereDifferent(anchors, others);
  if (!onDiagonal) return { positives: sub(1, negatives), negatives };
  const positions = reshape(range(0, anchors.shape[0], 1, 'int32'), [-1, 1]);
  return { positives: sub(whereDifferent(positions, positions), negatives), negatives };
}

/** 1 where `a_i` isn't `b_j`, else 0. */
function whereDifferent(a: Tensor, b: Tensor): Tensor2D {
  const different: Tensor2D = notEqual(a, reshape(b, [1, -1]));
  return cast(different, 'float32');
}
