import type { backend_util, Tensor4D } from '@tensorflow/tfjs-core';
import { frameImages } from './frame-images.js';

/** Exactly those rows and columns of images that a convolution reads, with the zeros that it adds around them. */
export function receptiveField(x: Tensor4D, info: backend_util.Conv2DInfo): Tensor4D {
  const { padInfo, outHeight, outWidth, strideHeight, strideWidth, filterHeight, filterWidth } = info;
  const rows = { start: padInfo.top, size: (outHeight - 1) * strideHeight + filterHeight };
  const columns = { start: padInfo.left, size: (outWidth - 1) * strideWidth + filterWidth };
  return frameImages(x, rows, columns);
}
