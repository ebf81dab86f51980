import {
  backend_util,
  matMul,
  reshape,
  stack,
  type Tensor,
  type Tensor4D,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { padForConvolution, windowAt } from './windows.js';

export interface BackpropFilterAttributes {
  strides: number | [number, number];
  pad: 'same' | 'valid' | number | backend_util.ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  dataFormat?: 'NHWC' | 'NCHW';
  dilations?: number | [number, number];
  filterShape: [number, number, number, number];
}

/**
 * Gradient of `conv2d` with respect to its filter, `[KH, KW, Cin, Cout]`: at each kernel offset the window of x that the
 * offset touches, `[N, OH, OW, Cin]`, times `dy`, summed over images and places: one matrix product per offset.
 */
export function conv2dBackpropFilter(x: Tensor4D, dy: Tensor4D, attributes: BackpropFilterAttributes): Tensor4D {
  const { strides, pad, dimRoundingMode, dataFormat = 'NHWC', filterShape } = attributes;
  if (dataFormat !== 'NHWC') throw new Error(`conv2dBackpropFilter: dataFormat must be NHWC, got ${dataFormat}`);
  const info = backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad, dimRoundingMode);
  const [height, width, inChannels, outChannels] = filterShape;
  return tidy(() => {
    const padded = transpose(padForConvolution(x, info), [3, 1, 2, 0]); // [Cin, H, W, N]
    const places = info.outHeight * info.outWidth * info.batchSize;
    const dy2d = reshape(transpose(dy, [1, 2, 0, 3]), [places, outChannels]); // [OH·OW·N, Cout]
    const offsets: Tensor[] = [];
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        offsets.push(tidy(() => matMul(reshape(windowAt(padded, row, column, info), [inChannels, places]), dy2d)));
      }
    }
    return reshape(stack(offsets), filterShape);
  });
}
