import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { DataError, reasonOf } from './data-error.js';
import shipped from './shipped.json' with { type: 'json' };

/** An archive that this package brings along, and what it must be. */
export interface ShippedArchive {
  file: string;
  sizeBytes: number;
  sha256: string;
}

export const shippedArchives: { omniglot: ShippedArchive; 'oxford-iiit-pet-sample': ShippedArchive } = shipped;

/** The whole archive, checked against its checksum. */
export async function readShippedArchive(
  { file, sizeBytes, sha256 }: ShippedArchive,
  folder: URL = new URL('../assets/', import.meta.url),
): Promise<Uint8Array> {
  const location = fileURLToPath(new URL(file, folder));
  const bytes = await readFile(location).catch((cause) => {
    throw new DataError(`${location} cannot be read (${reasonOf(cause)}); reinstall @clce/data`, { cause });
  });
  if (bytes.length !== sizeBytes) {
    throw new DataError(`${location} has ${bytes.length} bytes instead of ${sizeBytes}; reinstall @clce/data`);
  }
  if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes;
  throw new DataError(`${location} is damaged: its checksum is not the published one; reinstall @clce/data`);
}
