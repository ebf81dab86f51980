import { depthwiseConv2d, reshape, reverse, sum, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import type { BackpropInputAttributes } from './conv2d-backprop-input.js';
import { convolutionGeometry } from './convolution-geometry.js';
import { spreadGradient } from './spread-gradient.js';

/**
 * Gradient of `depthwiseConv2d` with respect to its images, `[N, H, W, C]`: a depthwise convolution of the spread `dy`
 * with the filter turned by 180°, summed over the filters that share a channel.
 *
 * @param dy - `[N, OH, OW, C·M]`
 * @param filter - `[KH, KW, C, M]`
 */
export function depthwiseBackpropInput(dy: Tensor4D, filter: Tensor4D, attributes: BackpropInputAttributes): Tensor4D {
  const { inputShape } = attributes;
  const info = convolutionGeometry(inputShape, filter.shape, attributes, true);
  const [height, width, channels, multiplier] = filter.shape;
  return tidy(() => {
    const turned: Tensor4D = reshape(reverse(filter, [0, 1]), [height, width, channels * multiplier, 1]);
    const dx: Tensor4D = depthwiseConv2d(spreadGradient(dy, info), turned, 1, 'valid'); // [N, H, W, C·M]
    return multiplier === 1 ? dx : reshape(sum(reshape(dx, [-1, channels, multiplier]), 2), inputShape);
  });
}
