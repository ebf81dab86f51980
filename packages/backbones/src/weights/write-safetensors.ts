import { BYTES_PER_ELEMENT, elementCount, type StoredTensor } from './stored-tensor.js';

/**
 * The bytes of a safetensors file, which PyTorch, timm and Hugging Face open: an 8-byte header length, a JSON header padded to a multiple
 * of 8 bytes, then the numbers, little-endian. Tensors lie by falling size of their numbers, then by name, so each is aligned
 * and equal input gives equal bytes.
 *
 * @param tensors by name; `data` holds as many numbers as `shape` says
 * @param metadata text by name, kept in the header under `__metadata__`
 * @throws when a name is `__metadata__`, a shape does not fit its data, or a metadata value is not text
 * @see https://github.com/huggingface/safetensors (Format)
 * @example
 * const bytes = writeSafetensors({ 'head.bias': { dtype: 'F32', shape: [2], data: new Float32Array([1, 2]) } }, { epoch: '3' });
 */
export function writeSafetensors(
  tensors: Readonly<Record<string, StoredTensor>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(tensors).sort(byAlignmentThenName);
  entries.forEach(assertWritable);
  const header = headerBytes(entries, metadata);
  const size = entries.reduce((total, [, { data }]) => total + data.byteLength, 0);
  const bytes = new Uint8Array(8 + header.length + size);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  let offset = 8 + header.length;
  for (const [, { data }] of entries) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return bytes;
}

type Entry = [name: string, tensor: StoredTensor];

function headerBytes(entries: readonly Entry[], metadata: Readonly<Record<string, string>>): Uint8Array {
  let end = 0;
  const described = entries.map(([name, { dtype, shape, data }]) => {
    const begin = end;
    end += data.byteLength;
    return [name, { dtype, shape, data_offsets: [begin, end] }];
  });
  const notes = Object.keys(metadata).length ? [['__metadata__', checkedMetadata(metadata)]] : [];
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries([...notes, ...described])));
  const padded = new Uint8Array(Math.ceil(text.length / 8) * 8).fill(0x20);
  padded.set(text);
  return padded;
}

function byAlignmentThenName([nameA, a]: Entry, [nameB, b]: Entry): number {
  return BYTES_PER_ELEMENT[b.dtype] - BYTES_PER_ELEMENT[a.dtype] || (nameA < nameB ? -1 : 1);
}

function assertWritable([name, { dtype, shape, data }]: Entry): void {
  if (name === '__metadata__') throw new Error("writeSafetensors: no tensor can be called '__metadata__'");
  if (!Object.hasOwn(BYTES_PER_ELEMENT, dtype))
    throw new Error(
      `writeSafetensors: '${name}' has dtype ${dtype}; expected ${Object.keys(BYTES_PER_ELEMENT).join(', ')}`,
    );
  if (data.BYTES_PER_ELEMENT !== BYTES_PER_ELEMENT[dtype])
    throw new Error(`writeSafetensors: '${name}' is ${dtype} but its data is a ${data.constructor.name}`);
  if (elementCount(shape) !== data.length)
    throw new Error(`writeSafetensors: '${name}' has shape [${shape}] but ${data.length} numbers`);
}

function checkedMetadata(metadata: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const [key, value] of Object.entries(metadata))
    if (typeof value !== 'string') throw new Error(`writeSafetensors: metadata '${key}' (${value}) must be text`);
  return metadata;
}
