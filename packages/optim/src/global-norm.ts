import type { Tensors } from '@clce/ops';
import { addN, type Scalar, scalar, sqrt, square, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';

/**
 * The Euclidean norm of all tensors together, as if they were one vector: `√Σ x²`. 0 for no tensors.
 *
 * @example
 * ```ts
 * const gradientNorm = globalNorm(gradients);
 * ```
 */
export function globalNorm(tensors: Tensors): Scalar {
  return tidy(() => {
    const squares: Tensor[] = Object.values(tensors).map((tensor) => sum(square(tensor)));
    return squares.length === 0 ? scalar(0) : sqrt(addN(squares) as Scalar);
  });
}
