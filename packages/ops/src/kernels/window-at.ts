import { type backend_util, pad, slice, stridedSlice, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';

/** The images with the zeros around them that the convolution reads, `[N, H + top + bottom, W + left + right, C]`. */
export function padForConvolution(x: Tensor4D, { padInfo }: backend_util.Conv2DInfo): Tensor4D {
  const { top, bottom, left, right } = padInfo;
  if (top + bottom + left + right === 0) return x;
  const around: [number, number][] = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  return pad(x, around);
}

/** What filter offset (row, column) sees of padded images `[A, H, W, B]` at every output place: `[A, OH, OW, B]`. */
export function windowAt(padded: Tensor4D, row: number, column: number, info: backend_util.Conv2DInfo): Tensor4D {
  const { outHeight, outWidth, strideHeight, strideWidth } = info;
  const [first, , , last] = padded.shape;
  if (strideHeight === 1 && strideWidth === 1) {
    return slice(padded, [0, row, column, 0], [first, outHeight, outWidth, last]);
  }
  const end = [first, row + (outHeight - 1) * strideHeight + 1, column + (outWidth - 1) * strideWidth + 1, last];
  return stridedSlice(padded, [0, row, column, 0], end, [1, strideHeight, strideWidth, 1]) as Tensor4D;
}

/** `compute(row, column)` for each offset of the filter, row by row. */
export function atEachOffset(
  info: backend_util.Conv2DInfo,
  compute: (row: number, column: number) => Tensor,
): Tensor[] {
  const { filterHeight, filterWidth } = info;
  return Array.from({ length: filterHeight * filterWidth }, (_, i) =>
    compute(Math.floor(i / filterWidth), i % filterWidth),
  );
}
