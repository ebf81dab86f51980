import {
  cast,
  equal,
  exp,
  log,
  max,
  maximum,
  mul,
  neg,
  range,
  reshape,
  type Scalar,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core';
import { type Reduction, reduceRows, reductions } from './reduction.js';
import { requireLabels, requireMatrix, requireOneOf } from './requirements.js';
import { type Save, type ValueAndGradient, withGradient } from './with-gradient.js';

export interface CrossEntropyOptions {
  /** `'mean'` and `'sum'` over the rows, or `'none'`: the loss of each row, `[N]`. @default 'mean' */
  reduction?: Reduction;
}

/**
 * Softmax cross-entropy with hard labels: `L_i = log Σ_c exp(x_ic) - x_i,label(i)`.
 *
 * The gradient of a row is `softmax(x_i) - onehot(label(i))`. Finite logits of any size give a finite loss. A label outside
 * `[0, C)` can't be reported, as a loss never reads its tensors: such a row counts as a loss of 0 and gets no gradient.
 *
 * @param logits - `[N, C]` unnormalised scores, float32
 * @param labels - `[N]` class numbers in `[0, C)`, int32
 * @returns a scalar, or `[N]` with `reduction: 'none'`
 * @throws if a shape, a type or an option is wrong
 *
 * @example
 * ```ts
 * crossEntropy(tensor2d([[2, 0, 0], [0, 0, 2]]), tensor1d([0, 1], 'int32')); // 1.2395
 * ```
 */
export function crossEntropy(
  logits: Tensor2D,
  labels: Tensor1D,
  options: CrossEntropyOptions & { reduction: 'none' },
): Tensor1D;
export function crossEntropy(logits: Tensor2D, labels: Tensor1D, options?: CrossEntropyOptions): Scalar;
export function crossEntropy(logits: Tensor2D, labels: Tensor1D, options: CrossEntropyOptions = {}): Tensor {
  const { reduction = 'mean' } = options;
  requireMatrix('crossEntropy', 'logits', logits, '[N, C]');
  requireLabels('crossEntropy', labels, 'logits', logits);
  requireOneOf('crossEntropy', 'reduction', reduction, reductions);
  return tidy(() => {
    const rowLosses = withGradient(logits, (logits, save) => rowCrossEntropy(logits, labels, save));
    const total = reduceRows(rowLosses, reduction);
    return reduction === 'mean' ? mul(total, 1 / logits.shape[0]) : total;
  });
}

/** The most negative distance to the row's largest logit, so that two opposite float extremes stay finite. */
const LOWEST = -1e38;

function rowCrossEntropy(logits: Tensor2D, labels: Tensor1D, save: Save): ValueAndGradient {
  const shifted: Tensor2D = maximum(sub(logits, max(logits, 1, true)), LOWEST); // [N, C], <= 0
  const logProbabilities: Tensor2D = sub(shifted, log(sum(exp(shifted), 1, true)));
  const target = targets(labels, logits.shape[1]);
  save([logProbabilities, target]);
  const gradFunc = (dy: Tensor2D, [logProbabilities, target]: Tensor2D[]): Tensor2D => {
    const known = sum(target!, 1, true); // [N, 1]: 0 for a label outside the classes
    return mul(sub(mul(exp(logProbabilities!), known), target!), dy);
  };
  const value: Tensor2D = sum(mul(target, logProbabilities), 1, true); // [N, 1]
  return { value: neg(value), gradFunc };
}

/** `[N, C]`: 1 at the label, a row of zeros for a label that is no class. */
function targets(labels: Tensor1D, numClasses: number): Tensor2D {
  const atLabel: Tensor2D = equal(reshape(labels, [-1, 1]), range(0, numClasses, 1, 'int32'));
  return cast(atLabel, 'float32');
}
