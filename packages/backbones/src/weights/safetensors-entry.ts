import { FILE_DTYPES, type FileDtype } from './decode-numbers.js';
import { elementCount } from './stored-tensor.js';

/** One tensor as the header describes it; its bytes are `[begin, end)` of the data. */
export interface SafetensorsEntry {
  name: string;
  dtype: FileDtype;
  shape: number[];
  begin: number;
  end: number;
}

/** The checked description of tensor `name`: known dtype, possible shape, as many bytes as these need. @throws naming the tensor */
export function safetensorsEntry(name: string, described: unknown): SafetensorsEntry {
  if (!isRecord(described)) return refuse(name, 'is not described by an object');
  const { dtype, shape, data_offsets: offsets, ...others } = described;
  const [other] = Object.keys(others);
  if (other !== undefined) refuse(name, `has an unknown key '${other}'`);
  const entry = {
    name,
    dtype: checkedDtype(name, dtype),
    shape: checkedShape(name, shape),
    ...checkedRange(name, offsets),
  };
  const size = elementCount(entry.shape) * FILE_DTYPES[entry.dtype];
  if (entry.end - entry.begin !== size)
    refuse(name, `of ${dtype} [${shape}] takes ${size} bytes, but its data_offsets are [${offsets}]`);
  return entry;
}

/** Whether `value` is a JSON object. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function checkedDtype(name: string, dtype: unknown): FileDtype {
  if (typeof dtype === 'string' && Object.hasOwn(FILE_DTYPES, dtype)) return dtype as FileDtype;
  return refuse(name, `has dtype ${JSON.stringify(dtype)}; readable are ${Object.keys(FILE_DTYPES).join(', ')}`);
}

function checkedShape(name: string, shape: unknown): number[] {
  if (Array.isArray(shape) && !Number.isNaN(elementCount(shape))) return shape;
  return refuse(name, `has the impossible shape ${JSON.stringify(shape)}`);
}

function checkedRange(name: string, offsets: unknown): { begin: number; end: number } {
  const isRange = Array.isArray(offsets) && offsets.length === 2 && offsets.every(isCount);
  if (isRange) return { begin: offsets[0], end: offsets[1] };
  return refuse(name, `has the impossible data_offsets ${JSON.stringify(offsets)}`);
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

function refuse(name: string, reason: string): never {
  throw new Error(`readSafetensors: tensor '${name}' ${reason}`);
}
