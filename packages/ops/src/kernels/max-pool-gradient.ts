import {
  maximum,
  maxPoolWithArgmax,
  reshape,
  scalar,
  scatterND,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
  tidy,
  util,
} from '@tensorflow/tfjs-core';

export interface MaxPoolAttributes {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: 'same' | 'valid' | number;
}

/**
 * Gradient of `maxPool` with respect to its images, `[N, H, W, C]`: each `dy` goes to the place that won its window,
 * the first among equals; where windows overlap, a place gets the sum.
 */
export function maxPoolGradient(x: Tensor4D, dy: Tensor4D, { filterSize, strides, pad }: MaxPoolAttributes): Tensor {
  return tidy(() => {
    const { indexes } = maxPoolWithArgmax(x, filterSize, strides, pad, true);
    if (!util.arraysEqual(indexes!.shape, dy.shape)) {
      throw new Error(`registerTrainingKernels: maxPool's gradient needs windows that round down, dy is [${dy.shape}]`);
    }
    const winners = maximum(indexes!, scalar(0, 'int32')); // a window of NaN has no winner, -1
    const dx = scatterND(reshape(winners, [-1, 1]), reshape(dy, [-1]) as Tensor1D, [x.size]);
    return reshape(dx, x.shape);
  });
}
