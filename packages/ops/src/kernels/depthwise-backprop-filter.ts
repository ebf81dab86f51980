import { mul, reshape, stack, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { channelSum } from '../channel-sum.js';
import type { BackpropFilterAttributes } from './conv2d-backprop-filter.js';
import { convolutionGeometry } from './convolution-geometry.js';
import { atEachOffset, padForConvolution, windowAt } from './window-at.js';

/**
 * Gradient of `depthwiseConv2d` with respect to its filter, `[KH, KW, C, M]`: what each filter offset sees of x times
 * `dy`, summed over all places.
 *
 * @param dy - `[N, OH, OW, C·M]`
 */
export function depthwiseBackpropFilter(x: Tensor4D, dy: Tensor4D, attributes: BackpropFilterAttributes): Tensor4D {
  const { filterShape } = attributes;
  const [, , channels, multiplier] = filterShape;
  const info = convolutionGeometry(x.shape, filterShape, attributes, true);
  return tidy(() => {
    const padded = padForConvolution(x, info);
    const perFilter = reshape(dy, [-1, channels, multiplier]); // [places, C, M]
    const sums = atEachOffset(info, (row, column) =>
      tidy(() => {
        const seen = reshape(windowAt(padded, row, column, info), [-1, channels, 1]); // [places, C, 1]
        return channelSum(reshape(mul(seen, perFilter), dy.shape) as Tensor4D); // [C·M]
      }),
    );
    return reshape(stack(sums), filterShape);
  });
}
