import { type KernelFunc, matMul, type Tensor, type TensorInfo, tidy, transpose } from '@tensorflow/tfjs-core';

interface Flags {
  transposeA: boolean;
  transposeB: boolean;
}

/**
 * `matMul` around the backend's own. That of wasm is fast for plain products of two matrices alone; a transposed one, as
 * every gradient of a dense layer is, takes 10 to 40 times as long. So these are transposed first. Products of many small
 * matrices, which it multiplies one after another in any case, stay.
 */
export function transposedProduct(args: Parameters<KernelFunc>[0], original: KernelFunc): TensorInfo | TensorInfo[] {
  const { a, b } = args.inputs as Record<'a' | 'b', Tensor>;
  const { transposeA, transposeB } = args.attrs as unknown as Flags;
  if (!(transposeA || transposeB) || isBatch(a) || isBatch(b)) return original(args);
  return tidy(() => matMul(transposeA ? turned(a) : a, transposeB ? turned(b) : b)); // comes here again, untransposed
}

const isBatch = ({ shape }: Tensor): boolean => shape.slice(0, -2).some((length) => length !== 1);

function turned(x: Tensor): Tensor {
  const axes = x.shape.map((_, axis) => axis);
  return transpose(x, [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!]);
}
