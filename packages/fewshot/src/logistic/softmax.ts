import type { Vector } from './vectors.js';

/** The sizes and constants of one regression: n = W·S support rows in class-major order. */
export interface Regression {
  ways: number;
  shots: number;
  /** Weight of the data against the penalty. */
  c: number;
}

/** Fills `logits [W, n]` with `image + τ·intercept`. */
export function fillLogits(logits: Float64Array, { image }: Vector, tau: number, { ways, shots }: Regression): void {
  const n = ways * shots;
  for (let label = 0; label < ways; label++) {
    const intercept = tau * image[ways * n + label]!;
    for (let row = label * n; row < (label + 1) * n; row++) logits[row] = image[row]! + intercept;
  }
}

/** Turns `logits [W, n]` into probabilities, in place; returns the cross-entropy summed over the n rows. */
export function softmaxLoss(logits: Float64Array, { ways, shots }: Regression): number {
  const n = ways * shots;
  let loss = 0;
  for (let row = 0; row < n; row++) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let at = row; at < ways * n; at += n) largest = Math.max(largest, logits[at]!);
    const own = logits[Math.floor(row / shots) * n + row]! - largest;
    let sum = 0;
    for (let at = row; at < ways * n; at += n) {
      logits[at] = Math.exp(logits[at]! - largest);
      sum += logits[at]!;
    }
    for (let at = row; at < ways * n; at += n) logits[at] = logits[at]! / sum;
    loss += Math.log(sum) - own;
  }
  return loss;
}
