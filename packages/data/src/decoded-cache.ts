import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from './cache-folder.js';
import { type DenseDataset, denseDataset } from './dense-dataset.js';

export interface DecodedCacheOptions {
  name: string;
  /** Everything that the pixels depend on: checksums of the sources and settings. */
  key: unknown;
  decode: () => Promise<DenseDataset>;
  /** Default: `pixels` in {@link cacheFolder}. */
  folder?: string;
}

/**
 * Decodes a data set once and keeps the pixels on disk. A file is written under a temporary name and renamed, and on
 * reading its checksum and length are verified; one that does not fit is decoded again. Where nothing can be written,
 * nothing is kept.
 */
export async function decodedCache(options: DecodedCacheOptions): Promise<DenseDataset> {
  const { name, key, decode, folder = path.join(cacheFolder(), 'pixels') } = options;
  const file = path.join(folder, `${name}-${digest(JSON.stringify([formatVersion, key])).toString('hex', 0, 12)}.bin`);
  const kept = await readFile(file).then(unpack, () => undefined);
  if (kept) return kept;
  const dataset = await decode();
  await keep(file, pack(dataset)).catch(() => undefined); // a full or read-only disk costs time, not the run
  return dataset;
}

const formatVersion = 1;
const digestBytes = 32;
const digest = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();

async function keep(file: string, parts: Uint8Array[]): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await makeFolder(path.dirname(file));
    await writeFile(temporary, parts);
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Folder by folder: a recursive `mkdir` never returns where the system refuses one as not found, as in /proc. */
async function makeFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  await makeFolder(path.dirname(folder));
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error; // another process has made it meanwhile
  });
}

/** checksum of the rest · length of the header · header as JSON · pixels */
function pack({ pixels, labels, image: _, ...rest }: DenseDataset): Uint8Array[] {
  const header = Buffer.from(JSON.stringify({ ...rest, labels: [...labels] }));
  const headerBytes = Buffer.alloc(4);
  headerBytes.writeUInt32LE(header.length);
  const body = [headerBytes, header, pixels];
  const hash = createHash('sha256');
  for (const part of body) hash.update(part);
  return [hash.digest(), ...body];
}

function unpack(bytes: Buffer): DenseDataset | undefined {
  const body = bytes.subarray(digestBytes);
  if (body.length < 4 || !digest(body).equals(bytes.subarray(0, digestBytes))) return undefined;
  const headerEnd = 4 + body.readUInt32LE(0);
  const { labels, ...rest } = JSON.parse(body.toString('utf8', 4, headerEnd));
  const pixels = new Uint8Array(body.buffer, body.byteOffset + headerEnd, body.length - headerEnd);
  return denseDataset({ ...rest, labels: Int32Array.from(labels), pixels });
}
