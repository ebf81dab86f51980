import { open } from 'node:fs/promises';
import { DataError, reasonOf } from './data-error.js';

/**
 * Reads a file that must have exactly `sizeBytes` bytes; its size is looked at first, so that a wrong file costs
 * nothing.
 */
export async function readRecords(file: string, sizeBytes: number, remedy: string): Promise<Uint8Array> {
  const handle = await open(file).catch((cause) => {
    throw new DataError(`${file} cannot be read (${reasonOf(cause)}); ${remedy}`, { cause });
  });
  try {
    const { size } = await handle.stat();
    if (size !== sizeBytes) {
      throw new DataError(`${file} has ${count(size)} bytes instead of ${count(sizeBytes)}; ${remedy}`);
    }
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

const count = (value: number): string => value.toLocaleString('en');
