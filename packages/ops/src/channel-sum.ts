import { avgPool, mean, mul, reshape, type Tensor1D, type Tensor4D, tidy } from '@tensorflow/tfjs-core';

/**
 * Mean of images per channel, `[N, H, W, C] -> [C]`: pooled over each image, then averaged over images. Pooling reads
 * the images as they lie, where `mean` over three axes would transpose them first (20 times as slow on `wasm`).
 */
export function channelMean(x: Tensor4D): Tensor1D {
  const [n, height, width, channels] = x.shape;
  return tidy(() => mean(reshape(avgPool(x, [height, width], 1, 'valid'), [n, channels]), 0));
}

/** Sum of images per channel, `[N, H, W, C] -> [C]`. */
export function channelSum(x: Tensor4D): Tensor1D {
  return tidy(() => mul(channelMean(x), x.size / x.shape[3]));
}
