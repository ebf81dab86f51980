import { matMul, mul, softmax, sub, sum, type Tensor, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { withGradient } from './with-gradient.js';

export interface AttentionInputs {
  /** `[N, H, T, D]`: batch, heads, tokens that look, features. */
  query: Tensor4D;
  /** `[N, H, S, D]`: S tokens that are looked at. */
  key: Tensor4D;
  /** `[N, H, S, E]`: what they hold. */
  value: Tensor4D;
}

export interface AttentionOptions {
  /** Factor of the products before the softmax. @default 1 / √D */
  scale?: number;
}

/**
 * Attention of every head: `output = P · value` with `P = softmax(scale · query · keyᵀ)` over the tokens looked at.
 *
 * With `dP = dy · valueᵀ` and `dS = P ⊙ (dP - rowsum(dy ⊙ output))`, the gradients are `dQuery = scale · dS · key`,
 * `dKey = scale · dSᵀ · query` and `dValue = Pᵀ · dy`; of the forward pass only P and the output are kept.
 *
 * @param inputs - float32
 * @returns `[N, H, T, E]`
 * @throws If the shapes do not go together
 * @see Vaswani et al., "Attention Is All You Need", 2017, eq. 1, https://arxiv.org/abs/1706.03762
 *
 * @example
 * ```ts
 * const attended = scaledDotProductAttention({ query, key, value });
 * ```
 */
export function scaledDotProductAttention(inputs: AttentionInputs, options: AttentionOptions = {}): Tensor4D {
  const { query, key, value } = inputs;
  const { scale = 1 / Math.sqrt(query.shape[3]) } = options;
  checkInputs(inputs, scale);
  return tidy(() =>
    withGradient([query, key, value], (inputs) => {
      const [query, key, value] = inputs as [Tensor4D, Tensor4D, Tensor4D];
      const scaled: Tensor4D = mul(query, scale); // [N, H, T, D]
      const scores: Tensor4D = matMul(scaled, key, false, true); // [N, H, T, S]
      const weights: Tensor4D = softmax(scores);
      const output: Tensor4D = matMul(weights, value); // [N, H, T, E]
      const saved = [scaled, key, value, weights, output];
      return { value: output, saved, gradient: (dy, saved) => attentionGradient(dy, saved, scale) };
    }),
  );
}

function attentionGradient(dy: Tensor, saved: Tensor[], scale: number): Tensor[] {
  const [scaled, key, value, weights, output] = saved as [Tensor, Tensor, Tensor, Tensor, Tensor];
  const dWeights = matMul(dy, value, false, true); // [N, H, T, S]
  const mean = sum(mul(dy, output), -1, true); // [N, H, T, 1]
  const dScores = mul(weights, sub(dWeights, mean)); // of the scaled query's products
  return [mul(matMul(dScores, key), scale), matMul(dScores, scaled, true, false), matMul(weights, dy, true, false)];
}

function checkInputs(inputs: AttentionInputs, scale: number): void {
  for (const [name, { shape, dtype }] of Object.entries(inputs) as [string, Tensor][]) {
    if (shape.length !== 4) complain(`${name} must be [N, H, T, D], got [${shape}]`);
    if (dtype !== 'float32') complain(`${name} must be float32, got ${dtype}`);
  }
  const { query, key, value } = inputs;
  const [batch, heads, , features] = query.shape;
  const tokens = key.shape[2];
  if (String(key.shape) !== String([batch, heads, tokens, features])) {
    complain(`key must be [${batch}, ${heads}, S, ${features}] for query [${query.shape}], got [${key.shape}]`);
  }
  if (String(value.shape.slice(0, 3)) !== String([batch, heads, tokens])) {
    complain(`value must be [${batch}, ${heads}, ${tokens}, E] for key [${key.shape}], got [${value.shape}]`);
  }
  if (!Number.isFinite(scale)) complain(`scale (${scale}) must be finite`);
}

function complain(what: string): never {
  throw new Error(`scaledDotProductAttention: ${what}`);
}
