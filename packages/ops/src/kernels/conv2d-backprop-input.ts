import { conv2d, reverse, type Tensor4D, tidy, transpose } from '@tensorflow/tfjs-core';
import { type ConvolutionAttributes, convolutionGeometry } from './convolution-geometry.js';
import { spreadGradient } from './spread-gradient.js';

export interface BackpropInputAttributes extends ConvolutionAttributes {
  inputShape: [number, number, number, number];
}

/**
 * Gradient of `conv2d` with respect to its images, `[N, H, W, Cin]`: a convolution of the spread `dy` with the filter
 * turned by 180° and its channels swapped.
 */
export function conv2dBackpropInput(dy: Tensor4D, filter: Tensor4D, attributes: BackpropInputAttributes): Tensor4D {
  const info = convolutionGeometry(attributes.inputShape, filter.shape, attributes);
  return tidy(() => {
    const turned: Tensor4D = transpose(reverse(filter, [0, 1]), [0, 1, 3, 2]); // [KH, KW, Cout, Cin]
    return conv2d(spreadGradient(dy, info), turned, 1, 'valid');
  });
}
