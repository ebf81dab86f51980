import { cast, clone, greaterEqual, mul, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { DropoutOptions } from './dropout.js';
import { checkSeed, statelessUniform } from './stateless-uniform.js';
import { withGradient } from './with-gradient.js';

interface DropAtRandomOptions extends DropoutOptions {
  /** One draw for each of its places; broadcasts to x's shape. */
  maskShape: readonly number[];
}

/** Multiplies by 0 with probability `rate`, and otherwise by `1 / (1 - rate)`; only these factors are kept. */
export function dropAtRandom<T extends Tensor>(caller: string, x: T, options: DropAtRandomOptions): T {
  const { rate, seed, maskShape } = options;
  if (x.dtype !== 'float32') throw new Error(`${caller}: x must be float32, got ${x.dtype} of shape [${x.shape}]`);
  if (!(rate >= 0 && rate < 1)) throw new Error(`${caller}: rate (${rate}) must be in [0, 1)`);
  checkSeed(caller, seed);
  if (rate === 0 || x.size === 0) return clone(x);
  return tidy(() => {
    const kept = greaterEqual(statelessUniform(maskShape, seed), rate);
    const factors = mul(cast(kept, 'float32'), 1 / (1 - rate));
    return withGradient<T>([x], ([x]) => ({
      value: mul(x!, factors) as T,
      saved: [factors],
      gradient: (dy, [factors]) => [mul(dy, factors!)],
    }));
  });
}
