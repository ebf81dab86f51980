import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';

/** The libraries, which stay. scripts/pin-wheels.py has the same rule. */
const kept: RegExp = /^(tensorflow\/libtensorflow_(cc|framework)\.|nvidia\/(?!.*\/include\/)(?!.*\.(py|h|hpp|a)$))/;

/** The few headers that the addon is compiled with. */
const headers: RegExp =
  /^tensorflow\/include\/((tensorflow\/(c|core\/platform)|tsl\/platform|xla\/tsl\/c|absl)\/.*\.(h|inc))$/;

export interface UnpackWheelOptions {
  /** Where the libraries go, laid side by side as `pip install --target` lays them. */
  libraries: string;
  /** Where the headers go. */
  headers: string;
  signal?: AbortSignal | undefined;
}

/** Takes out of a wheel what an engine needs of it. */
export async function unpackWheel(file: string, options: UnpackWheelOptions): Promise<void> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false });
  try {
    for await (const entry of zip.eachEntry()) {
      const path = destination(entry.fileName, options);
      if (path) await unpackEntry(zip, entry, path, options.signal);
    }
  } finally {
    zip.close();
  }
}

function destination(name: string, { libraries, headers: headerFolder }: UnpackWheelOptions): string | undefined {
  if (name.endsWith('/')) return undefined;
  if (kept.test(name)) return join(libraries, name);
  const header = headers.exec(name)?.[1];
  return header ? join(headerFolder, header) : undefined;
}

async function unpackEntry(zip: ZipFile, entry: Entry, path: string, signal?: AbortSignal): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const mode = (entry.externalFileAttributes >>> 16) & 0o111 ? 0o755 : 0o644;
  const content = await zip.openReadStreamPromise(entry);
  await pipeline(content, createWriteStream(path, { mode }), signal ? { signal } : {});
}
