export { type BatchNormOptions, type BatchNormResult, batchNorm } from './batch-norm.js';
export { type L2NormalizeOptions, l2Normalize } from './l2-normalize.js';
export { registerTrainingKernels } from './register-training-kernels.js';
export { type TensorFlowAttribute, type TensorFlowBackend, tensorflowBackend } from './tensorflow-backend.js';
export type { Tensors } from './tensors.js';
export { type ValueAndGradients, valueAndGradients } from './value-and-gradients.js';
