export { accuracy } from './accuracy.js';
export { type Interval, type MeanIntervalOptions, meanInterval } from './mean-interval.js';
export { type PairedDifference, type PairedDifferenceOptions, pairedDifference } from './paired-difference.js';
export { type Scores, type TopKOptions, topK } from './top-k.js';
