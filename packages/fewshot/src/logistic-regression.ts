import { add, dispose, matMul, mean, sub, type Tensor3D, tensor3d, tidy } from '@tensorflow/tfjs-core';
import { checkEpisodeTensors, type EpisodeSizes } from './check-episode-tensors.js';
import { type Solution, softmaxRegression } from './logistic/softmax-regression.js';

export interface LogisticRegressionOptions {
  /** C: how much the data weighs against the penalty, above 0. Default 1. */
  c?: number;
  /** Newton steps at most; 5 to 10 are usual. Default 100. */
  maxIterations?: number;
  /** Estimated gap to the least objective, over the objective, at which to stop. Default 1e-8. */
  tolerance?: number;
}

/**
 * Multinomial logistic regression with an L2 penalty, fitted on each episode's support:
 * `min_{w, b}  C · Σ_i −log softmax(W x_i + b)[y_i] + ½ ‖W‖²`, the intercepts b unpenalised.
 *
 * This is scikit-learn's `LogisticRegression(C=c)` carried to the minimum, for 2 ways too (there scikit-learn fits one
 * weight vector, which equals C/2 here). The scores are logits: `softmax(scores)` gives its `predict_proba`.
 *
 * The Gram matrices and scores of all episodes are tensor products; in between each episode is solved in double
 * precision on the CPU, within the span of its few support rows. So it reads back from the device, is asynchronous,
 * and has no gradient.
 *
 * Source: the classifier of Tian et al., Rethinking Few-Shot Image Classification, arXiv 2003.11539.
 *
 * @returns a classifier: `support [E, W·S, D]`, `query [E, W·Q, D]` → a promise of scores `[E, W·Q, W]`
 * @throws the classifier, if shapes do not fit, a feature is not finite, or an episode does not converge
 *
 * @example
 * ```ts
 * const scores = await logisticRegression({ c: 1 })(support, query, { ways: 5 });
 * ```
 */
export function logisticRegression({
  c = 1,
  maxIterations = 100,
  tolerance = 1e-8,
}: LogisticRegressionOptions = {}): (
  support: Tensor3D,
  query: Tensor3D,
  options: { ways: number },
) => Promise<Tensor3D> {
  checkOptions({ c, maxIterations, tolerance });
  return async (support, query, { ways }) => {
    const sizes = checkEpisodeTensors('logisticRegression', support, query, ways);
    const center: Tensor3D = tidy(() => mean(support, 1, true)); // [E, 1, D]
    const rows: Tensor3D = sub(support, center); // [E, W·S, D]
    try {
      const grams = await gramMatrices(rows);
      const solve = softmaxRegression({
        ways,
        shots: sizes.shots,
        c: ways === 2 ? c / 2 : c,
        maxIterations,
        tolerance,
      });
      const solutions = grams.map((gram, episode) => checked(solve(gram), episode, maxIterations));
      return tidy(() => scoresOf(sub(query, center), rows, solutions, sizes));
    } finally {
      dispose([center, rows]);
    }
  };
}

async function gramMatrices(rows: Tensor3D): Promise<Float64Array[]> {
  const products: Tensor3D = matMul(rows, rows, false, true); // [E, n, n]
  const values = await products.data<'float32'>();
  products.dispose();
  const length = rows.shape[1] ** 2;
  return Array.from({ length: rows.shape[0] }, (_, episode) => {
    const gram = Float64Array.from(values.subarray(episode * length, (episode + 1) * length));
    if (gram.every(Number.isFinite)) return gram;
    throw new Error(
      `logisticRegression: the support of episode ${episode} has features that are not finite or too large`,
    );
  });
}

function checked(solution: Solution, episode: number, maxIterations: number): Solution {
  if (solution.converged) return solution;
  throw new Error(
    `logisticRegression: episode ${episode} has not converged in maxIterations (${maxIterations}); scale the features down, lower c or raise maxIterations`,
  );
}

function scoresOf(query: Tensor3D, rows: Tensor3D, solutions: Solution[], { ways }: EpisodeSizes): Tensor3D {
  const [numEpisodes, n] = rows.shape;
  const coefficients = stacked(
    solutions.map((solution) => solution.coefficients),
    [numEpisodes, ways, n],
  );
  const intercepts = stacked(
    solutions.map((solution) => solution.intercepts),
    [numEpisodes, 1, ways],
  );
  const weights: Tensor3D = matMul(coefficients, rows); // [E, W, D]
  return add(matMul(query, weights, false, true), intercepts); // [E, W·Q, W]
}

function stacked(parts: Float64Array[], shape: [number, number, number]): Tensor3D {
  const values = new Float32Array(shape[0] * shape[1] * shape[2]);
  parts.forEach((part, index) => {
    values.set(part, index * part.length);
  });
  return tensor3d(values, shape);
}

function checkOptions({ c, maxIterations, tolerance }: Required<LogisticRegressionOptions>): void {
  if (!(c > 0 && c < Number.POSITIVE_INFINITY)) {
    throw new Error(`logisticRegression: c (${c}) must be a finite number above 0`);
  }
  if (!Number.isInteger(maxIterations) || maxIterations < 1) {
    throw new Error(`logisticRegression: maxIterations (${maxIterations}) must be a whole number of at least 1`);
  }
  if (!(tolerance > 0 && tolerance < 1)) {
    throw new Error(`logisticRegression: tolerance (${tolerance}) must lie between 0 and 1, as 1e-8 does`);
  }
}
