import { pad, slice, type Tensor4D } from '@tensorflow/tfjs-core';

/** Where images land along one axis of a frame. */
export interface Span {
  /** Zeros before the images; below 0, rows cut off there. */
  start: number;
  /** Length of the frame. */
  size: number;
}

/** Puts images into a frame of zeros, cutting off what stands out: `[N, H, W, C] -> [N, rows, columns, C]`. */
export function frameImages(x: Tensor4D, rows: Span, columns: Span): Tensor4D {
  const [n, height, width, channels] = x.shape;
  const [above, below] = zerosAround(rows, height);
  const [left, right] = zerosAround(columns, width);
  const padded = above + below + left + right > 0;
  const framed: Tensor4D = padded
    ? pad(x, [
        [0, 0],
        [above, below],
        [left, right],
        [0, 0],
      ])
    : x;
  if (framed.shape[1] === rows.size && framed.shape[2] === columns.size) return framed;
  const begin: [number, number, number, number] = [0, Math.max(0, -rows.start), Math.max(0, -columns.start), 0];
  return slice(framed, begin, [n, rows.size, columns.size, channels]);
}

const zerosAround = ({ start, size }: Span, length: number): [number, number] => [
  Math.max(0, start),
  Math.max(0, size - start - length),
];
