import type { StoredTensor } from './stored-tensor.js';

/** Kinds of numbers that the reader knows, and the bytes of one. */
export const FILE_DTYPES = { F64: 8, F32: 4, F16: 2, BF16: 2, I64: 8, I32: 4, U8: 1 } as const;

export type FileDtype = keyof typeof FILE_DTYPES;

type Numbers = StoredTensor extends infer T ? (T extends StoredTensor ? Omit<T, 'shape'> : never) : never;

/** The numbers in `bytes`, which must start its own buffer; F16 and BF16 become F32. */
export function decodeNumbers(dtype: FileDtype, { buffer }: Uint8Array<ArrayBuffer>): Numbers {
  switch (dtype) {
    case 'F64':
      return { dtype, data: new Float64Array(buffer) };
    case 'F32':
      return { dtype, data: new Float32Array(buffer) };
    case 'I64':
      return { dtype, data: new BigInt64Array(buffer) };
    case 'I32':
      return { dtype, data: new Int32Array(buffer) };
    case 'U8':
      return { dtype, data: new Uint8Array(buffer) };
    case 'F16':
      return { dtype: 'F32', data: Float32Array.from(new Uint16Array(buffer), halfToNumber) };
    case 'BF16':
      return { dtype: 'F32', data: widenBrainFloats(new Uint16Array(buffer)) };
  }
}

/** IEEE half precision: 1 sign, 5 exponent (bias 15), 10 fraction bits. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** A bfloat16 is the upper half of a float32. */
function widenBrainFloats(halves: Uint16Array): Float32Array<ArrayBuffer> {
  return new Float32Array(Uint32Array.from(halves, (bits) => bits << 16).buffer);
}
