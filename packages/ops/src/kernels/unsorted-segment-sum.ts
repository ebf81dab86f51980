import { expandDims, scatterND, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';

/**
 * Sums the rows of x that share a segment, `[N, …] -> [numSegments, …]`: the gradient of `gather`.
 * Composed of `scatterND`, which adds up what falls on one place.
 *
 * @param segmentIds - `[N]` int32, each in [0, numSegments)
 */
export function unsortedSegmentSum(x: Tensor, segmentIds: Tensor1D, numSegments: number): Tensor {
  return tidy(() => scatterND(expandDims(segmentIds, 1), x, [numSegments, ...x.shape.slice(1)]));
}
