import { add, erf, exp, mul, square, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { withGradient } from './with-gradient.js';

/**
 * Gaussian error linear unit, exact: `y = x · Φ(x) = x / 2 · (1 + erf(x / √2))`, as PyTorch's default and not its `tanh`
 * approximation. Its gradient is `Φ(x) + x · φ(x)`, with φ the normal density.
 *
 * @param x - any shape, float32
 * @returns x's shape
 * @see Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016, https://arxiv.org/abs/1606.08415
 *
 * @example
 * ```ts
 * gelu(tensor1d([-1, 0, 1])); // [-0.1587, 0, 0.8413]
 * ```
 */
export function gelu<T extends Tensor>(x: T): T {
  if (x.dtype !== 'float32') throw new Error(`gelu: x must be float32, got ${x.dtype} of shape [${x.shape}]`);
  return tidy(() =>
    withGradient<T>([x], ([x]) => {
      const cumulative = add(mul(erf(mul(x!, Math.SQRT1_2)), 0.5), 0.5);
      return { value: mul(x!, cumulative) as T, saved: [x!, cumulative], gradient };
    }),
  );
}

function gradient(dy: Tensor, saved: Tensor[]): Tensor[] {
  const [x, cumulative] = saved as [Tensor, Tensor];
  const density = mul(exp(mul(square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
  return [mul(dy, add(cumulative, mul(x, density)))];
}
