import {
  cast,
  equal,
  exp,
  expandDims,
  log,
  max,
  mul,
  range,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core';
import { tensorflowBackend } from './tensorflow-backend.js';
import { withGradient } from './with-gradient.js';

/** The losses, and their gradient with respect to the logits: softmax minus one at the label. */
interface LossAndSlope {
  loss: Tensor1D;
  slope: Tensor2D;
}

/**
 * Cross-entropy of each row's softmax against its label: `loss[i] = log Σ_c exp(logits[i, c]) - logits[i, labels[i]]`,
 * computed without overflow. Take its mean for the usual loss of a batch.
 *
 * Its gradient is `softmax(logits) - one at the label`. On the `tensorflow` backend both come out of one TensorFlow op,
 * `SparseSoftmaxCrossEntropyWithLogits`; elsewhere they are composed. None flows to the labels.
 *
 * @param logits - `[N, C]`, float32
 * @param labels - `[N]`, int32, each in [0, C). They are not read back, so that a step can be traced: for a label
 *   that is no class TensorFlow throws (on a CPU), and elsewhere its row's loss is finite and means nothing
 * @returns `[N]`, one loss a row
 * @throws If the shapes or the types differ from these
 *
 * @example
 * ```ts
 * const loss = mean(sparseSoftmaxCrossEntropy(logits, tensor1d([2, 0], 'int32')));
 * ```
 */
export function sparseSoftmaxCrossEntropy(logits: Tensor2D, labels: Tensor1D): Tensor1D {
  checkInputs(logits, labels);
  const compute = tensorflowBackend() ? fused : portable;
  return tidy(() =>
    withGradient([logits], ([logits]) => {
      const { loss, slope } = compute(logits as Tensor2D, labels);
      return { value: loss, saved: [slope], gradient: (dy, [slope]) => [mul(slope!, expandDims(dy, 1))] };
    }),
  );
}

function fused(logits: Tensor2D, labels: Tensor1D): LossAndSlope {
  const attributes = { T: { type: 'float32' }, Tlabels: { type: 'int32' } } as const;
  const inputs = [logits, labels];
  const outputs = tensorflowBackend()!.execute('SparseSoftmaxCrossEntropyWithLogits', attributes, inputs, 2);
  return { loss: outputs[0] as Tensor1D, slope: outputs[1] as Tensor2D };
}

function portable(logits: Tensor2D, labels: Tensor1D): LossAndSlope {
  const shifted: Tensor = sub(logits, max(logits, 1, true)); // [N, C], at most 0
  const classes = range(0, logits.shape[1], 1, 'int32'); // [C]
  const target = cast(equal(expandDims(labels, 1), classes), 'float32'); // [N, C], one at the label
  const logTotal: Tensor = log(sum(exp(shifted), 1, true)); // [N, 1]
  const logProbabilities: Tensor = sub(shifted, logTotal); // [N, C]
  const loss = sub(sum(logTotal, 1), sum(mul(shifted, target), 1)) as Tensor1D; // [N]
  return { loss, slope: sub(exp(logProbabilities), target) as Tensor2D };
}

function checkInputs(logits: Tensor, labels: Tensor): void {
  const complain = (what: string): never => {
    throw new Error(`sparseSoftmaxCrossEntropy: ${what}`);
  };
  if (logits.rank !== 2 || logits.shape[1] === 0) complain(`logits must be [N, C], got [${logits.shape}]`);
  if (logits.dtype !== 'float32') complain(`logits must be float32, got ${logits.dtype}`);
  if (labels.dtype !== 'int32') complain(`labels must be int32, got ${labels.dtype}`);
  if (labels.rank === 1 && labels.shape[0] === logits.shape[0]) return;
  complain(`labels must be [${logits.shape[0]}] for logits of shape [${logits.shape}], got [${labels.shape}]`);
}
