import { backend_util, type Tensor4D, tensor4d } from '@tensorflow/tfjs-core';

export interface MaxPoolAttributes {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: 'same' | 'valid' | number | backend_util.ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * Gradient of `maxPool` with respect to its images, `[N, H, W, C]`: each `dy` goes to the place that won its window,
 * the first among equals; where windows overlap, a place gets the sum.
 *
 * For backends whose tensors JavaScript can read at once: a loop over windows, with the channels innermost as they lie.
 */
export function maxPoolGradient(x: Tensor4D, dy: Tensor4D, attributes: MaxPoolAttributes): Tensor4D {
  const { filterSize, strides, pad, dimRoundingMode } = attributes;
  const info = backend_util.computePool2DInfo(x.shape, filterSize, strides, 1, pad, dimRoundingMode);
  const values = x.dataSync();
  const gradients = dy.dataSync();
  const dx = new Float32Array(x.size);
  const numWindows = info.batchSize * info.outHeight * info.outWidth;
  for (let window = 0; window < numWindows; window++) {
    const winners = findWinners(values, window, info);
    for (let channel = 0; channel < info.inChannels; channel++) {
      const place = winners[channel]!;
      if (place >= 0) dx[place]! += gradients[window * info.inChannels + channel]!; // none wins among NaN
    }
  }
  return tensor4d(dx, x.shape);
}

/** For each channel, the flat index of the window's maximum, or -1. */
function findWinners(values: ArrayLike<number>, window: number, info: backend_util.Conv2DInfo): Int32Array {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, padInfo } = info;
  const largest = new Float32Array(inChannels).fill(Number.NEGATIVE_INFINITY);
  const winners = new Int32Array(inChannels).fill(-1);
  const image = Math.floor(window / (outHeight * outWidth));
  const top = (Math.floor(window / outWidth) % outHeight) * info.strideHeight - padInfo.top;
  const left = (window % outWidth) * info.strideWidth - padInfo.left;
  const bottom = Math.min(inHeight, top + info.filterHeight);
  const right = Math.min(inWidth, left + info.filterWidth);
  for (let row = Math.max(0, top); row < bottom; row++) {
    for (let column = Math.max(0, left); column < right; column++) {
      const start = ((image * inHeight + row) * inWidth + column) * inChannels;
      for (let channel = 0; channel < inChannels; channel++) {
        const value = values[start + channel]!;
        if (!(value > largest[channel]!)) continue;
        largest[channel] = value;
        winners[channel] = start + channel;
      }
    }
  }
  return winners;
}
