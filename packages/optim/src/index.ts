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
export { type CosineOptions, cosine } from './cosine.js';
export type { GradientTransformation, Update, UpdateInputs } from './gradient-transformation.js';
export { type PolynomialOptions, polynomial } from './polynomial.js';
export { type ScaleByAdamOptions, scaleByAdam } from './scale-by-adam.js';
export { scaleByLearningRate } from './scale-by-learning-rate.js';
export { type SgdOptions, sgd } from './sgd.js';
export { type StepDecayOptions, stepDecay } from './step-decay.js';
export { type TraceMomentumOptions, traceMomentum } from './trace-momentum.js';
export { type WarmupCosineOptions, warmupCosine } from './warmup-cosine.js';
export { type WithWarmupOptions, withWarmup } from './with-warmup.js';
