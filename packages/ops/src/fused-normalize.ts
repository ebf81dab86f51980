import { type Tensor1D, type Tensor4D, tensor1d } from '@tensorflow/tfjs-core';
import type { Normalized, NormalizeInputs } from './batch-norm.js';
import { type TensorFlowAttribute, tensorflowBackend } from './tensorflow-backend.js';

/**
 * One training batch through TensorFlow's `FusedBatchNormV3`, its gradient through `FusedBatchNormGradV3`.
 * The op's second and third output are the new running statistics, `(1 - momentum) · old + momentum · batch` with the
 * unbiased variance; the last three are what its gradient op reads.
 */
export function fusedNormalize(inputs: NormalizeInputs): Normalized {
  const { x, scale, offset, momentum, epsilon } = inputs;
  const tensorflow = tensorflowBackend()!;
  const attributes: Record<string, TensorFlowAttribute> = {
    T: { type: 'float32' },
    U: { type: 'float32' },
    epsilon: { float: epsilon },
    data_format: { string: 'NHWC' },
    is_training: { bool: true },
  };
  // With factor 1 the op wants no old statistics, and returns those of the batch.
  const old = momentum === 1 ? [tensor1d([]), tensor1d([])] : [inputs.mean, inputs.variance];
  const [output, mean, variance, ...reserved] = tensorflow.execute(
    'FusedBatchNormV3',
    { ...attributes, exponential_avg_factor: { float: momentum } },
    [x, scale, offset, ...old],
    6,
  );
  return {
    output: output as Tensor4D,
    mean: mean as Tensor1D,
    variance: variance as Tensor1D,
    saved: [x, scale, ...reserved],
    gradient: (dy, saved) => tensorflow.execute('FusedBatchNormGradV3', attributes, [dy, ...saved], 5).slice(0, 3),
  };
}
