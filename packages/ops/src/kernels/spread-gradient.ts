import { type backend_util, concat, reshape, type Tensor, type Tensor4D, zeros } from '@tensorflow/tfjs-core';
import { frameImages } from './frame-images.js';

/**
 * Lays `dy` out so that a convolution of stride 1 over it gives the gradient of the images: `stride - 1` zeros between
 * its places and a border around, `[N, H + KH - 1, W + KW - 1, C]`.
 */
export function spreadGradient(dy: Tensor4D, info: backend_util.Conv2DInfo): Tensor4D {
  const { inHeight, inWidth, filterHeight, filterWidth, padInfo } = info;
  const rows = { start: filterHeight - 1 - padInfo.top, size: inHeight + filterHeight - 1 };
  const columns = { start: filterWidth - 1 - padInfo.left, size: inWidth + filterWidth - 1 };
  return frameImages(separatePlaces(dy, info.strideHeight, info.strideWidth), rows, columns);
}

/** Sets `stride - 1` zeros behind each place: `[N, H, W, C] -> [N, H·strideHeight, W·strideWidth, C]`. */
function separatePlaces(x: Tensor4D, strideHeight: number, strideWidth: number): Tensor4D {
  const [n, height, width, channels] = x.shape;
  const rowSize = width * strideWidth * channels;
  const wide = appendZeros(x, n * height * width, (strideWidth - 1) * channels);
  const tall = appendZeros(wide, n * height, (strideHeight - 1) * rowSize);
  return reshape(tall, [n, height * strideHeight, width * strideWidth, channels]);
}

/** Cuts a tensor into `pieces` equal ones and sets `count` zeros behind each. */
function appendZeros(x: Tensor, pieces: number, count: number): Tensor {
  return count === 0 ? x : concat([reshape(x, [pieces, x.size / pieces]), zeros([pieces, count])], 1);
}
