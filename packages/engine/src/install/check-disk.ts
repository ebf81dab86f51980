import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EngineError } from '../engine-error.js';
import { megabytes } from '../megabytes.js';
import type { WheelPin } from '../wheels.js';

const headersAndAddonBytes = 32e6;

/** The most disk an install needs at once: wheels are fetched, unpacked and deleted one after another. */
export function bytesNeeded(wheels: readonly WheelPin[]): number {
  let kept = 0;
  let most = 0;
  for (const { bytes, unpackedBytes } of wheels) {
    most = Math.max(most, kept + 2 * bytes, kept + bytes + unpackedBytes); // pip has the file twice for a moment
    kept += unpackedBytes;
  }
  return most + headersAndAddonBytes;
}

/** Bytes free for this user where a folder is or would be. */
export async function freeBytes(folder: string): Promise<number> {
  let existing = folder;
  while (!existsSync(existing)) existing = dirname(existing);
  const { bavail, bsize } = await statfs(existing);
  return bavail * bsize;
}

/**
 * Says so before anything is downloaded, if the disk is too full.
 *
 * @throws EngineError with what is needed and what is free.
 */
export async function checkDisk(folder: string, needed: number): Promise<void> {
  const free = await freeBytes(folder);
  if (free >= needed) return;
  throw new EngineError(
    `too little disk for TensorFlow: ${megabytes(needed)} needed and ${megabytes(free)} free at ${folder}; free some, or set CLCE_CACHE to another disk`,
  );
}
