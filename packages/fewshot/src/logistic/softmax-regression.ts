import { newtonDirection } from './newton-direction.js';
import { fillLogits, type Regression, softmaxLoss } from './softmax.js';
import { applyMetric, clear, combine, inner, type Vector, zeroVector } from './vectors.js';

export interface SoftmaxRegressionOptions extends Regression {
  tolerance: number;
  maxIterations: number;
}

export interface Solution {
  /** `[W, n]`: class k's weights are `Σ_i coefficients[k, i]·x_i`. */
  coefficients: Float64Array;
  /** `[W]` */
  intercepts: Float64Array;
  /** `C · summed cross-entropy + ½‖weights‖²` */
  objective: number;
  /** Newton steps taken. */
  iterations: number;
  /** False if the estimated gap was still above the tolerance after the last step. */
  converged: boolean;
}

/**
 * Makes a solver of `min C·Σ_i crossEntropy_i + ½ Σ_k ‖w_k‖²`, intercepts free, for n class-major support rows.
 *
 * By the representer theorem the weights are sums of support rows, so `gram [n, n]` (of the rows about their mean: the
 * intercepts take up any shift) is all that is needed of them. Newton's method in that space, each direction by
 * conjugate gradients, shortened while the objective does not fall; in double precision.
 *
 * Stops when half the squared Newton decrement, the estimated gap to the least objective, is at most `tolerance` times
 * the objective. The step that follows the estimate is still taken, so the gap that remains is smaller yet.
 */
export function softmaxRegression(options: SoftmaxRegressionOptions): (gram: Float64Array) => Solution {
  const { ways, shots, c, tolerance, maxIterations } = options;
  const size = ways * ways * shots; // W·n
  const [point, gradient, direction] = [zeroVector(size + ways), zeroVector(size + ways), zeroVector(size + ways)];
  const probabilities = new Float64Array(size);
  const solveNewton = newtonDirection(options);

  /** Also fills the probabilities. */
  const objectiveAt = (tau: number): number => {
    fillLogits(probabilities, point, tau, options);
    return c * softmaxLoss(probabilities, options) + penalty(point, size);
  };
  const step = (value: number, slope: number, tau: number): number => {
    let length = 1;
    combine(point, 1, length, direction);
    let next = objectiveAt(tau);
    while (!(next <= value + 1e-4 * length * slope + 1e-13 * value) && length > 1e-9) {
      length /= 2;
      combine(point, 1, -length, direction);
      next = objectiveAt(tau);
    }
    return next;
  };

  return (gram) => {
    const tau = interceptScale(gram, ways * shots);
    clear(point);
    let objective = objectiveAt(tau);
    let [iterations, converged] = [0, false];
    while (!converged && iterations < maxIterations) {
      iterations++;
      fillGradient(gradient, point, probabilities, tau, options);
      applyMetric(gradient, gram, ways);
      const accuracy = Math.min(0.1, (inner(gradient, gradient) / (2 * objective)) ** 0.25);
      solveNewton({ gram, probabilities, tau, gradient, accuracy }, direction);
      const slope = inner(gradient, direction);
      objective = step(objective, slope, tau);
      converged = -slope / 2 <= tolerance * objective;
    }
    const intercepts = point.own.slice(size).map((value) => tau * value);
    return { coefficients: point.own.slice(0, size), intercepts, objective, iterations, converged };
  };
}

/** The length of a typical row: an intercept scaled by it weighs in the metric as a feature does. */
function interceptScale(gram: Float64Array, n: number): number {
  let trace = 0;
  for (let row = 0; row < n; row++) trace += gram[row * n + row]!;
  return Math.sqrt(trace / n) || 1;
}

function penalty({ own, image }: Vector, size: number): number {
  let sum = 0;
  for (let place = 0; place < size; place++) sum += own[place]! * image[place]!;
  return sum / 2;
}

/** The own part of the gradient: `a + C·(p − y)`, and `τ·C·Σ_i (p − y)_i` for the intercepts. */
function fillGradient(
  gradient: Vector,
  point: Vector,
  probabilities: Float64Array,
  tau: number,
  { ways, shots, c }: Regression,
): void {
  const n = ways * shots;
  for (let label = 0; label < ways; label++) {
    let sum = 0;
    for (let row = 0; row < n; row++) {
      const at = label * n + row;
      const error = probabilities[at]! - (Math.floor(row / shots) === label ? 1 : 0);
      gradient.own[at] = point.own[at]! + c * error;
      sum += error;
    }
    gradient.own[ways * n + label] = tau * c * sum;
  }
}
