import { decodeNumbers } from './decode-numbers.js';
import { parseSafetensorsHeader } from './parse-safetensors-header.js';
import { isRecord, type SafetensorsEntry, safetensorsEntry } from './safetensors-entry.js';
import type { StoredTensor } from './stored-tensor.js';

/** The content of a safetensors file. */
export interface Safetensors {
  tensors: Record<string, StoredTensor>;
  metadata: Record<string, string>;
}

/**
 * Reads a safetensors file: F64, F32, I64, I32 and U8 as they are, F16 and BF16 widened to F32 (exactly). The numbers are copies.
 *
 * Strict: whatever the format does not allow is refused, so no byte is read outside its tensor and no damaged file is taken for whole.
 *
 * @throws when the file is shorter or longer than its header says, the header is over 100 MB, is not JSON or names a key
 * twice, a dtype is unknown, a shape does not fit its bytes, or ranges overlap or leave holes; the message names the tensor
 * @see https://github.com/huggingface/safetensors (Format)
 * @example
 * const { tensors, metadata } = readSafetensors(bytes);
 * tensors['layer1.0.weight']; // { dtype: 'F32', shape: [64, 3, 3, 3], data: Float32Array }
 */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  const { header, dataStart } = parseSafetensorsHeader(bytes);
  const { __metadata__: notes, ...described } = header;
  const entries = Object.entries(described).map(([name, entry]) => safetensorsEntry(name, entry));
  const data = bytes.subarray(dataStart);
  assertGapless(entries, data.length);
  const tensors = entries.map(({ name, dtype, shape, begin, end }) => {
    const copy = new Uint8Array(data.subarray(begin, end)); // Buffer.slice, of Node, would not copy
    return [name, { ...decodeNumbers(dtype, copy), shape }];
  });
  return { tensors: Object.fromEntries(tensors), metadata: checkedMetadata(notes) };
}

/** Ranges must follow one another from 0 to the end of the file. */
function assertGapless(entries: readonly SafetensorsEntry[], available: number): void {
  let previous = { name: '', end: 0 };
  for (const entry of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    const { name, begin, end } = entry;
    if (begin < previous.end) throw new Error(`readSafetensors: tensor '${name}' overlaps '${previous.name}'`);
    if (begin > previous.end)
      throw new Error(`readSafetensors: ${begin - previous.end} bytes before tensor '${name}' belong to none`);
    if (end > available)
      throw new Error(
        `readSafetensors: tensor '${name}' ends at byte ${end}, but there are ${available}: the file is cut short`,
      );
    previous = entry;
  }
  if (previous.end !== available)
    throw new Error(`readSafetensors: ${available - previous.end} bytes after the last tensor belong to none`);
}

function checkedMetadata(notes: unknown): Record<string, string> {
  if (notes === undefined) return {};
  const valid = isRecord(notes) && Object.values(notes).every((value) => typeof value === 'string');
  if (!valid) throw new Error("readSafetensors: '__metadata__' must map text to text");
  return notes as Record<string, string>;
}
