import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const name = 'manifest.json';
const smallBytes = 1 << 20;

/** What a finished engine says about itself: every file with its size, its time and its hash. */
interface Manifest {
  tensorflow: string;
  files: Record<string, FileRecord>;
}

interface FileRecord {
  bytes: number;
  /** When it was written, in seconds since 1970: archives keep no more. */
  modified: number;
  sha256: string;
}

/** `whole`, or what is wrong. */
export type EngineState =
  | { state: 'whole'; manifest: Manifest }
  | { state: 'missing' }
  | { state: 'damaged'; reason: string };

/** Describes every file in a folder and writes the description into it; the last step of an install. */
export async function writeManifest(folder: string, tensorflow: string): Promise<void> {
  const files: Manifest['files'] = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const { size, mtimeMs } = await stat(path);
    files[path.slice(folder.length + 1)] = {
      bytes: size,
      modified: Math.floor(mtimeMs / 1000),
      sha256: await hashFile(path),
    };
  }
  await writeFile(join(folder, name), JSON.stringify({ tensorflow, files } satisfies Manifest, null, 1));
}

/**
 * Compares a folder with its manifest. Small files are hashed. A large one whose size and time are as they were is
 * taken as whole, so that a start-up costs milliseconds; if its time differs it is hashed too, and so it is with
 * `thorough`.
 */
export async function checkManifest(
  folder: string,
  { thorough = false }: { thorough?: boolean } = {},
): Promise<EngineState> {
  if (!(await stat(folder).catch(() => undefined))) return { state: 'missing' };
  const manifest = await readManifest(folder);
  if (!manifest) return { state: 'damaged', reason: `${name} is missing or unreadable` };
  for (const [file, record] of Object.entries(manifest.files)) {
    const reason = await damage(join(folder, file), record, thorough);
    if (reason) return { state: 'damaged', reason: `${file} ${reason}` };
  }
  return { state: 'whole', manifest };
}

async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    const manifest = JSON.parse(await readFile(join(folder, name), 'utf8')) as Partial<Manifest>;
    const { tensorflow, files } = manifest;
    return tensorflow && files && Object.keys(files).length > 0 ? { tensorflow, files } : undefined;
  } catch {
    return undefined;
  }
}

async function damage(path: string, record: FileRecord, thorough: boolean): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return 'is missing';
  if (found.size !== record.bytes) return `has ${found.size} bytes instead of ${record.bytes}`;
  const untouched = Math.floor(found.mtimeMs / 1000) === record.modified;
  if (!thorough && untouched && found.size > smallBytes) return undefined;
  return (await hashFile(path).catch(() => '')) === record.sha256
    ? undefined
    : 'does not have the bytes it was made with';
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
