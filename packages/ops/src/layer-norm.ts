import { add, mean, mul, rsqrt, square, sub, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { sumRows } from './sum-rows.js';
import { withGradient } from './with-gradient.js';

export interface LayerNormOptions {
  /** Factor per feature, `[D]`. PyTorch calls it `weight`. */
  scale: Tensor1D;
  /** Summand per feature, `[D]`. PyTorch calls it `bias`. */
  offset: Tensor1D;
  /** Added to the variance before its root. @default 1e-5 */
  epsilon?: number;
}

/**
 * Layer normalization over the last axis: `y = scale · x̂ + offset` with `x̂ = (x - μ) / √(σ² + epsilon)`, μ and σ²
 * (biased) those of each row.
 *
 * With `r = 1 / √(σ² + epsilon)` and `g = dy · scale`, the gradient is `dx = r · (g - mean(g) - x̂ · mean(g · x̂))`,
 * `dScale = Σ dy · x̂` and `dOffset = Σ dy`, the sums over rows.
 *
 * @param x - `[..., D]`, float32
 * @returns x's shape
 * @throws If scale or offset is not `[D]`
 * @see Ba, Kiros and Hinton, "Layer Normalization", 2016, https://arxiv.org/abs/1607.06450
 *
 * @example
 * ```ts
 * const normalized = layerNorm(tokens, { scale, offset, epsilon: 1e-6 });
 * ```
 */
export function layerNorm<T extends Tensor>(x: T, { scale, offset, epsilon = 1e-5 }: LayerNormOptions): T {
  checkInputs(x, { scale, offset }, epsilon);
  return tidy(() =>
    withGradient<T>([x, scale, offset], ([x, scale, offset]) => {
      const centered = sub(x!, mean(x!, -1, true)); // [..., D]
      const r = rsqrt(add(mean(square(centered), -1, true), epsilon)); // [..., 1]
      const unit = mul(centered, r); // [..., D]
      return { value: add(mul(unit, scale!), offset!) as T, saved: [unit, r, scale!], gradient };
    }),
  );
}

function gradient(dy: Tensor, saved: Tensor[]): Tensor[] {
  const [unit, r, scale] = saved as [Tensor, Tensor, Tensor];
  const g = mul(dy, scale);
  const radial = mul(unit, mean(mul(g, unit), -1, true));
  const dx = mul(sub(sub(g, mean(g, -1, true)), radial), r);
  return [dx, sumRows(mul(dy, unit)), sumRows(dy)];
}

function checkInputs(x: Tensor, features: Record<string, Tensor>, epsilon: number): void {
  if (x.rank === 0) throw new Error('layerNorm: x must be [..., D], got a scalar');
  if (x.dtype !== 'float32') throw new Error(`layerNorm: x must be float32, got ${x.dtype}`);
  const numFeatures = x.shape.at(-1);
  for (const [name, { shape }] of Object.entries(features)) {
    if (shape.length === 1 && shape[0] === numFeatures) continue;
    throw new Error(`layerNorm: ${name} must be [${numFeatures}] for x of shape [${x.shape}], got [${shape}]`);
  }
  if (!(epsilon > 0)) throw new Error(`layerNorm: epsilon (${epsilon}) must be positive`);
}
