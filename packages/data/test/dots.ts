import { type DenseDataset, denseDataset } from '../src/dense-dataset.js';

/** `rows` pictures of 2 × 2 × 1 whose four bytes are the row's number; class = row mod 3. */
export function dots(rows: number): DenseDataset {
  return denseDataset({
    name: 'dots',
    classNames: ['a', 'b', 'c'],
    labels: Int32Array.from({ length: rows }, (_, row) => row % 3),
    imageShape: [2, 2, 1],
    pixels: Uint8Array.from({ length: rows * 4 }, (_, i) => Math.floor(i / 4)),
  });
}
