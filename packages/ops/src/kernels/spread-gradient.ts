import { type backend_util, concat, pad, reshape, slice, type Tensor4D, zeros } from '@tensorflow/tfjs-core';

/**
 * Lays `dy` out so that a convolution of stride 1 over it gives the gradient of the images: `stride - 1` zeros between
 * its places and a border around, `[N, H + KH - 1, W + KW - 1, C]`.
 */
export function spreadGradient(dy: Tensor4D, info: backend_util.Conv2DInfo): Tensor4D {
  const { inHeight, inWidth, filterHeight, filterWidth, padInfo } = info;
  const rows = { start: filterHeight - 1 - padInfo.top, size: inHeight + filterHeight - 1 };
  const columns = { start: filterWidth - 1 - padInfo.left, size: inWidth + filterWidth - 1 };
  return frame(separate(dy, info.strideHeight, info.strideWidth), rows, columns);
}

/** Sets `stride - 1` zeros behind each place: `[N, H, W, C] -> [N, H·strideHeight, W·strideWidth, C]`. */
function separate(x: Tensor4D, strideHeight: number, strideWidth: number): Tensor4D {
  const [n, height, width, channels] = x.shape;
  const behind = (places: number, size: number, stride: number, from: Tensor4D) =>
    concat([reshape(from, [places, size]), zeros([places, (stride - 1) * size])], 1);
  let spread = x;
  if (strideWidth > 1) {
    spread = reshape(behind(n * height * width, channels, strideWidth, spread), [n, height, -1, channels]);
  }
  if (strideHeight > 1) {
    const rowSize = width * strideWidth * channels;
    spread = reshape(behind(n * height, rowSize, strideHeight, spread), [n, -1, width * strideWidth, channels]);
  }
  return spread;
}

interface Span {
  /** Where the first row lands; a negative start cuts rows off. */
  start: number;
  size: number;
}

/** Puts images into a frame of zeros, cutting off what stands out. */
function frame(x: Tensor4D, rows: Span, columns: Span): Tensor4D {
  const [n, height, width, channels] = x.shape;
  const around = ({ start, size }: Span, length: number): [number, number] => [
    Math.max(0, start),
    Math.max(0, size - start - length),
  ];
  const framed: Tensor4D = pad(x, [[0, 0], around(rows, height), around(columns, width), [0, 0]]);
  if (framed.shape[1] === rows.size && framed.shape[2] === columns.size) return framed;
  const start = [0, Math.max(0, -rows.start), Math.max(0, -columns.start), 0];
  return slice(framed, start as [number, number, number, number], [n, rows.size, columns.size, channels]);
}
