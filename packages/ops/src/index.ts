export type { ActivationName } from './activations.js';
export { type BatchNormOptions, type BatchNormResult, batchNorm } from './batch-norm.js';
export { type BiasActivationOptions, biasActivation } from './bias-activation.js';
export { type DropPathOptions, dropPath } from './drop-path.js';
export { type DropoutOptions, dropout } from './dropout.js';
export { gelu } from './gelu.js';
export { type L2NormalizeOptions, l2Normalize } from './l2-normalize.js';
export { type LayerNormOptions, layerNorm } from './layer-norm.js';
export { registerTrainingKernels } from './register-training-kernels.js';
export {
  type AttentionInputs,
  type AttentionOptions,
  scaledDotProductAttention,
} from './scaled-dot-product-attention.js';
export { sparseSoftmaxCrossEntropy } from './sparse-softmax-cross-entropy.js';
export { statelessUniform } from './stateless-uniform.js';
export { type TensorFlowAttribute, type TensorFlowBackend, tensorflowBackend } from './tensorflow-backend.js';
export type { Tensors } from './tensors.js';
export { type ValueAndGradients, valueAndGradients } from './value-and-gradients.js';
