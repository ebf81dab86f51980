export type { ContrastiveForm } from './anchor-losses.js';
export { type ClceInputs, type ClceOptions, type ClceTerms, clce, clceTerms } from './clce.js';
export { type CrossEntropyOptions, crossEntropy } from './cross-entropy.js';
export { type LabelAwareContrastiveOptions, labelAwareContrastive } from './label-aware-contrastive.js';
export type { Reduction, Uncounted } from './reduction.js';
