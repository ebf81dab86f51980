import { conv2d, type Tensor4D, tidy, transpose } from '@tensorflow/tfjs-core';
import { type ConvolutionAttributes, convolutionGeometry } from './convolution-geometry.js';
import { receptiveField } from './receptive-field.js';

export interface BackpropFilterAttributes extends ConvolutionAttributes {
  filterShape: [number, number, number, number];
}

/**
 * Gradient of `conv2d` with respect to its filter, `[KH, KW, Cin, Cout]`: itself a convolution, in which channels and
 * images change places. Its images are x's channels, `[Cin, H, W, N]`, its filter is `dy`, `[OH, OW, N, Cout]`, its
 * dilation the stride, and its output places are the offsets of the filter sought.
 */
export function conv2dBackpropFilter(x: Tensor4D, dy: Tensor4D, attributes: BackpropFilterAttributes): Tensor4D {
  const info = convolutionGeometry(x.shape, attributes.filterShape, attributes);
  return tidy(() => {
    const images: Tensor4D = transpose(receptiveField(x, info), [3, 1, 2, 0]);
    const filter: Tensor4D = transpose(dy, [1, 2, 0, 3]);
    const gradient = conv2d(images, filter, 1, 'valid', 'NHWC', [info.strideHeight, info.strideWidth]);
    return transpose(gradient, [1, 2, 0, 3]); // [Cin, KH, KW, Cout] -> [KH, KW, Cin, Cout]
  });
}
