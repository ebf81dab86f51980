export { type AdamWOptions, adamW } from './adam-w.js';
export {
  type AddDecayedWeightsOptions,
  addDecayedWeights,
  type DecayMask,
  exceptVectors,
} from './add-decayed-weights.js';
export { applyUpdates } from './apply-updates.js';
export { chain } from './chain.js';
export { constant, type Schedule } from './constant.js';
export type { GradientTransformation, Update, UpdateInputs } from './gradient-transformation.js';
export { type ScaleByAdamOptions, scaleByAdam } from './scale-by-adam.js';
export { scaleByLearningRate } from './scale-by-learning-rate.js';
export { type SgdOptions, sgd } from './sgd.js';
export { type TraceMomentumOptions, traceMomentum } from './trace-momentum.js';
export { type CosineOptions, cosine, type WarmupCosineOptions, warmupCosine } from './warmup-cosine.js';
