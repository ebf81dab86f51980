import {
  customGrad,
  div,
  greater,
  maximum,
  mul,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  tidy,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';

export interface L2NormalizeOptions {
  /** Rows of at most this length are divided by it instead of by their length. @default 1e-12 */
  epsilon?: number;
}

/**
 * Scales each row to unit length: `y = x / max(‖x‖, epsilon)`.
 *
 * The gradient is `(dy - y · (y · dy)) / ‖x‖`. A row no longer than epsilon has no direction: a zero row stays zero, and
 * its gradient is zero too (that of the formula would be `dy / epsilon`).
 *
 * @param x - `[N, D]`, float32
 * @returns `[N, D]`
 *
 * @example
 * ```ts
 * l2Normalize(tensor2d([[3, 4], [0, 0]])); // [[0.6, 0.8], [0, 0]]
 * ```
 */
export function l2Normalize(x: Tensor2D, { epsilon = 1e-12 }: L2NormalizeOptions = {}): Tensor2D {
  if (x.rank !== 2) throw new Error(`l2Normalize: x must be [N, D], got [${x.shape}]`);
  if (!(epsilon > 0)) throw new Error(`l2Normalize: epsilon (${epsilon}) must be positive`);
  return tidy(
    () => customGrad((...args) => normalizeRows(args as unknown as [Tensor2D, Save], epsilon))(x) as Tensor2D,
  );
}

type Save = (tensors: Tensor[]) => void;

function normalizeRows([x, save]: [Tensor2D, Save], epsilon: number) {
  const length: Tensor = sqrt(sum(square(x), 1, true)); // [N, 1]
  const divisor: Tensor = maximum(length, epsilon); // [N, 1]
  const y = div(x, divisor); // [N, D]
  save([y, length, divisor]);
  const gradFunc = (dy: Tensor, [y, length, divisor]: Tensor[]): Tensor =>
    tidy(() => {
      const radial = mul(y!, sum(mul(y!, dy), 1, true)); // [N, D]
      const dx = div(sub(dy, radial), divisor!);
      return where(greater(length!, epsilon), dx, zerosLike(dx));
    });
  return { value: y, gradFunc };
}
