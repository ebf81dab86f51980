import { repeatedKey } from './repeated-key.js';

/** The reference implementation's bound, too. */
const LARGEST_HEADER_BYTES = 100_000_000;

/** The header as JSON, and where the numbers begin. @throws when it is not a whole, valid header. */
export function parseSafetensorsHeader(bytes: Uint8Array): { header: Record<string, unknown>; dataStart: number } {
  if (bytes.length < 8) throw new Error(`readSafetensors: ${bytes.length} bytes are too few for a safetensors file`);
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  if (length > LARGEST_HEADER_BYTES)
    throw new Error(
      `readSafetensors: header length ${length} is over ${LARGEST_HEADER_BYTES}; this is not a safetensors file`,
    );
  const dataStart = 8 + Number(length);
  if (dataStart > bytes.length)
    throw new Error(
      `readSafetensors: the header needs ${dataStart} bytes, but there are ${bytes.length}: the file is cut short`,
    );
  return { header: parseHeader(headerText(bytes.subarray(8, dataStart))), dataStart };
}

function headerText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new Error('readSafetensors: the header is not UTF-8 text', { cause });
  }
}

function parseHeader(text: string): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch (cause) {
    throw new Error('readSafetensors: the header is not JSON', { cause });
  }
  if (!text.startsWith('{')) throw new Error('readSafetensors: the header is not a JSON object');
  const repeated = repeatedKey(text);
  if (repeated !== undefined) throw new Error(`readSafetensors: the header names '${repeated}' twice`);
  return header as Record<string, unknown>;
}
