import type { Regression } from './softmax.js';
import { applyMetric, clear, combine, inner, type Vector, zeroVector } from './vectors.js';

/** What the Newton system is made of at the current point. */
export interface NewtonSystem {
  gram: Float64Array;
  /** `[W, n]` */
  probabilities: Float64Array;
  /** One unit of the scaled intercept in logits. */
  tau: number;
  gradient: Vector;
  /** Where to stop: length of the residual over that of the gradient. */
  accuracy: number;
}

/**
 * Makes a solver of `H·d = −gradient` by conjugate gradients, H the Hessian `I + C·Σ_i J_i ⊗ x_i x_iᵀ` (no identity
 * for the intercepts) with the softmax Jacobian `J = diag(p) − p pᵀ`. One product with the Gram matrix a step.
 */
export function newtonDirection(regression: Regression): (system: NewtonSystem, direction: Vector) => void {
  const { ways, shots } = regression;
  const n = ways * shots;
  const residual = zeroVector(ways * n + ways);
  const search = zeroVector(ways * n + ways);
  const mean = new Float64Array(n);
  const bent = new Float64Array(ways * n + ways); // H·search

  return ({ gram, probabilities, tau, gradient, accuracy }, direction) => {
    clear(direction);
    clear(search);
    clear(residual);
    combine(residual, 0, -1, gradient);
    let length = inner(residual, residual); // squared, as is `enough`
    const enough = accuracy ** 2 * length;
    let keep = 0;
    for (let step = 0; step < 2 * bent.length && length > enough; step++) {
      combine(search, keep, 1, residual);
      const curvature = applyHessian(bent, search, probabilities, tau, mean, regression);
      const factor = length / curvature;
      combine(direction, 1, factor, search);
      for (let place = 0; place < bent.length; place++)
        residual.own[place] = residual.own[place]! - factor * bent[place]!;
      applyMetric(residual, gram, ways);
      const next = inner(residual, residual);
      keep = next / length;
      length = next;
    }
  };
}

/** Fills `bent` with the own part of `H·vector`; returns the curvature `⟨vector, H·vector⟩`. */
function applyHessian(
  bent: Float64Array,
  { own, image }: Vector,
  probabilities: Float64Array,
  tau: number,
  mean: Float64Array,
  { ways, shots, c }: Regression,
): number {
  const n = ways * shots;
  const size = ways * n;
  mean.fill(0);
  for (let label = 0; label < ways; label++) {
    const shift = tau * image[size + label]!;
    for (let row = 0; row < n; row++) {
      mean[row] = mean[row]! + probabilities[label * n + row]! * (image[label * n + row]! + shift);
    }
  }
  let curvature = 0;
  for (let label = 0; label < ways; label++) {
    const shift = tau * image[size + label]!;
    let sum = 0;
    for (let row = 0; row < n; row++) {
      const at = label * n + row;
      const response = image[at]! + shift;
      const change = c * probabilities[at]! * (response - mean[row]!);
      bent[at] = own[at]! + change;
      sum += change;
      curvature += change * response + own[at]! * image[at]!;
    }
    bent[size + label] = tau * sum;
  }
  return curvature;
}
