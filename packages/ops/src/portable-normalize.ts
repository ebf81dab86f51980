import {
  add,
  batchNorm,
  div,
  mean as meanOf,
  mul,
  rsqrt,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
  tidy,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { Normalized, NormalizeInputs } from './batch-norm.js';

const axes = [0, 1, 2];

/**
 * One training batch composed of ops that every backend has. With `x̂ = (x - μ) · r`, `r = 1 / √(σ² + ε)` and n values
 * per channel, the gradient is `dx = scale · r · (dy - Σdy / n - x̂ · Σ(dy · x̂) / n)`, `dScale = Σ(dy · x̂)`,
 * `dOffset = Σdy`.
 */
export function portableNormalize({ x, scale, offset, momentum, epsilon, ...old }: NormalizeInputs): Normalized {
  const count = x.size / x.shape[3];
  const mean: Tensor1D = meanOf(x, axes);
  const variance: Tensor1D = tidy(() => meanOf(square(sub(x, mean)), axes)); // two passes: no cancellation
  const output = batchNorm(x, mean, variance, offset, scale, epsilon) as Tensor4D;
  return {
    output,
    mean: blend(old.mean, mean, momentum),
    variance: blend(old.variance, mul(variance, count / (count - 1)), momentum),
    saved: [x, scale, mean, variance],
    gradient: (dy, saved) => normalizeGradient(dy, saved as [Tensor4D, Tensor1D, Tensor1D, Tensor1D], epsilon),
  };
}

const blend = (old: Tensor1D, batch: Tensor1D, momentum: number): Tensor1D =>
  add(mul(old, 1 - momentum), mul(batch, momentum));

function normalizeGradient(
  dy: Tensor4D,
  [x, scale, mean, variance]: [Tensor4D, Tensor1D, Tensor1D, Tensor1D],
  epsilon: number,
): Tensor[] {
  const count = x.size / x.shape[3];
  const r: Tensor = rsqrt(add(variance, epsilon)); // [C]
  const dOffset: Tensor1D = sum(dy, axes); // [C]
  const dScale: Tensor1D = mul(
    tidy(() => sum(mul(dy, sub(x, mean)), axes)),
    r,
  ); // [C]
  const gain: Tensor1D = mul(scale, r); // [C]
  // dx is affine in dy and x: the part in x is one more normalization, with variance 1.
  const slope: Tensor1D = div(mul(mul(gain, r), dScale), -count); // [C]
  const shift: Tensor1D = div(mul(gain, dOffset), -count); // [C]
  const ones: Tensor1D = add(zerosLike(mean), 1);
  const dx = add(mul(dy, gain), batchNorm(x, mean, ones, shift, slope, 0)) as Tensor4D;
  return [dx, dScale, dOffset];
}
