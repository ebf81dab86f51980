import {
  type backend_util,
  mul,
  reshape,
  slice,
  stack,
  stridedSlice,
  type Tensor1D,
  type Tensor4D,
  tidy,
} from '@tensorflow/tfjs-core';
import { channelSum } from '../channel-sum.js';
import type { BackpropFilterAttributes } from './conv2d-backprop-filter.js';
import { convolutionGeometry } from './convolution-geometry.js';
import { receptiveField } from './receptive-field.js';

/**
 * Gradient of `depthwiseConv2d` with respect to its filter, `[KH, KW, C, M]`: what each offset of the filter sees of x
 * times `dy`, summed over all places.
 *
 * @param dy - `[N, OH, OW, C·M]`
 */
export function depthwiseBackpropFilter(x: Tensor4D, dy: Tensor4D, attributes: BackpropFilterAttributes): Tensor4D {
  const { filterShape } = attributes;
  const [height, width, channels, multiplier] = filterShape;
  const info = convolutionGeometry(x.shape, filterShape, attributes, true);
  return tidy(() => {
    const field = receptiveField(x, info);
    const perFilter = reshape(dy, [-1, channels, multiplier]); // [places, C, M]
    const atOffset = (row: number, column: number): Tensor1D =>
      tidy(() => {
        const seen = reshape(windowAt(field, row, column, info), [-1, channels, 1]); // [places, C, 1]
        return channelSum(reshape(mul(seen, perFilter), dy.shape)); // [C·M]
      });
    const sums = Array.from({ length: height * width }, (_, i) => atOffset(Math.floor(i / width), i % width));
    return reshape(stack(sums), filterShape);
  });
}

/** What filter offset (row, column) sees at every output place, `[N, OH, OW, C]`. */
function windowAt(field: Tensor4D, row: number, column: number, info: backend_util.Conv2DInfo): Tensor4D {
  const { outHeight, outWidth, strideHeight, strideWidth } = info;
  const [n, , , channels] = field.shape;
  const begin: [number, number, number, number] = [0, row, column, 0];
  if (strideHeight === 1 && strideWidth === 1) return slice(field, begin, [n, outHeight, outWidth, channels]);
  const end = [n, row + (outHeight - 1) * strideHeight + 1, column + (outWidth - 1) * strideWidth + 1, channels];
  return stridedSlice(field, begin, end, [1, strideHeight, strideWidth, 1]) as Tensor4D;
}
