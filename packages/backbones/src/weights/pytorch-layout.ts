/**
 * How a variable called `name` lies in PyTorch, and how here:
 * convolution weights (rank 4, `….weight`) are `[out, in, H, W]` there and `[H, W, in, out]` here;
 * linear weights (rank 2, `….weight`) are `[out, in]` there and `[in, out]` here; all else is the same.
 */
export function pytorchShape(name: string, shape: readonly number[]): number[] {
  if (!isReordered(name, shape)) return [...shape];
  const [out, input, ...window] = [...shape].reverse();
  return [out!, input!, ...window.reverse()];
}

/** Numbers in our order -> PyTorch's. `shape` is ours. */
export function toPyTorchOrder(name: string, shape: readonly number[], data: Float32Array): Float32Array {
  return isReordered(name, shape) ? reverseAxes(data, threeAxes(shape)) : data.slice();
}

/** Numbers in PyTorch's order -> ours. `shape` is ours. */
export function fromPyTorchOrder(name: string, shape: readonly number[], data: Float32Array): Float32Array {
  const [window, input, out] = threeAxes(shape);
  return isReordered(name, shape) ? reverseAxes(data, [out, input, window]) : data.slice();
}

const isReordered = (name: string, shape: readonly number[]): boolean =>
  name.endsWith('.weight') && (shape.length === 4 || shape.length === 2);

/** `[…window, in, out]` as `[window, in, out]`. */
function threeAxes(shape: readonly number[]): [number, number, number] {
  const window = shape.slice(0, -2).reduce((size, length) => size * length, 1);
  return [window, shape.at(-2) ?? 1, shape.at(-1) ?? 1];
}

/** `[A, B, C]` -> `[C, B, A]`. */
function reverseAxes(data: Float32Array, [a, b, c]: [number, number, number]): Float32Array {
  const reversed = new Float32Array(data.length);
  let from = 0;
  for (let i = 0; i < a; i++)
    for (let j = 0; j < b; j++) for (let k = 0; k < c; k++) reversed[(k * b + j) * a + i] = data[from++]!;
  return reversed;
}
