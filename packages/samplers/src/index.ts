export { type EpochSamplerOptions, epochSampler } from './epoch-sampler.js';
export { type MPerClassOptions, mPerClass } from './m-per-class.js';
export { type SequentialOptions, sequential } from './sequential.js';
export { type ShuffledOptions, shuffled } from './shuffled.js';
export type { BatchSampler, SampledBatch, SamplerState } from './types.js';
