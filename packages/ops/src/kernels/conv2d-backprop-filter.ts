import { matMul, reshape, stack, type Tensor4D, tidy, transpose } from '@tensorflow/tfjs-core';
import { type ConvolutionAttributes, convolutionGeometry } from './convolution-geometry.js';
import { atEachOffset, padForConvolution, windowAt } from './window-at.js';

export interface BackpropFilterAttributes extends ConvolutionAttributes {
  filterShape: [number, number, number, number];
}

/**
 * Gradient of `conv2d` with respect to its filter, `[KH, KW, Cin, Cout]`: what each filter offset sees of x at all
 * places, `[Cin, places]`, times `dy`, `[places, Cout]`. One matrix product per offset, with images as the innermost
 * axis so that no product needs a transposed operand.
 */
export function conv2dBackpropFilter(x: Tensor4D, dy: Tensor4D, attributes: BackpropFilterAttributes): Tensor4D {
  const { filterShape } = attributes;
  const info = convolutionGeometry(x.shape, filterShape, attributes);
  const places = info.outHeight * info.outWidth * info.batchSize;
  return tidy(() => {
    const padded: Tensor4D = transpose(padForConvolution(x, info), [3, 1, 2, 0]); // [Cin, H, W, N]
    const right = reshape(transpose(dy, [1, 2, 0, 3]), [places, info.outChannels]); // [OH·OW·N, Cout]
    const products = atEachOffset(info, (row, column) =>
      tidy(() => matMul(reshape(windowAt(padded, row, column, info), [info.inChannels, places]), right)),
    );
    return reshape(stack(products), filterShape); // [KH, KW, Cin, Cout]
  });
}
