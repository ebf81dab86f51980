import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { EngineError } from '../engine-error.js';

/** The lock's keeper touches it more often than this; one that was killed can't, and then the lock is free. */
const staleMs = 10_000;

export interface InstallIntoOptions {
  /** Whether the folder holds what it should. */
  isWhole: (folder: string) => Promise<boolean>;
  /** Fills an empty folder. */
  build: (folder: string, signal: AbortSignal) => Promise<void>;
  onMessage?: ((line: string) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Makes a folder that is either whole or not there: it is built as a sibling and renamed, under a lock, so that
 * neither two installs at once nor a killed one nor a full disk leaves a half-made one. A damaged folder is replaced.
 *
 * @returns whether it had to be made.
 */
export async function installInto(folder: string, options: InstallIntoOptions): Promise<boolean> {
  if (await options.isWhole(folder)) return false;
  await makeFolder(dirname(folder));
  const broken = new AbortController();
  const release = await takeLock(folder, options, broken);
  const signal = options.signal ? AbortSignal.any([options.signal, broken.signal]) : broken.signal;
  try {
    await removeLeftovers(folder);
    if (await options.isWhole(folder)) return false;
    await buildAndSwap(folder, options.build, signal);
    return true;
  } finally {
    for (const place of workplaces(folder)) await remove(place);
    await release().catch(() => undefined); // a lock that someone else has taken over is theirs to release
  }
}

/** Folder by folder: a recursive `mkdir` never returns where the system refuses one as not found, as in /proc. */
async function makeFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  await makeFolder(dirname(folder));
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error; // another install has made it meanwhile
  });
}

async function takeLock(
  folder: string,
  { onMessage, signal }: InstallIntoOptions,
  broken: AbortController,
): Promise<() => Promise<void>> {
  const onCompromised = () => broken.abort(new EngineError(`the lock ${folder}.lock was taken over: try again`));
  for (let waited = false; ; waited = true) {
    signal?.throwIfAborted();
    try {
      return await lock(folder, { realpath: false, stale: staleMs, onCompromised });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
    }
    if (!waited) onMessage?.('Waiting for another install, which is running or was killed a moment ago');
    await pause(300, undefined, signal ? { signal } : {}).catch(() => undefined);
  }
}

/** Where this process builds the new folder, and where it puts a damaged one out of the way. */
function workplaces(folder: string): [fresh: string, old: string] {
  return [`${folder}.new-${process.pid}`, `${folder}.old-${process.pid}`];
}

async function buildAndSwap(folder: string, build: InstallIntoOptions['build'], signal: AbortSignal): Promise<void> {
  const [fresh, old] = workplaces(folder);
  await mkdir(fresh);
  try {
    await build(fresh, signal);
  } finally {
    signal.throwIfAborted(); // the reason is more to the point than what it has broken
  }
  await rename(folder, old).catch(ignoreAbsence);
  await rename(fresh, folder);
}

function ignoreAbsence(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

/** Removes what killed installs have left beside the folder. */
async function removeLeftovers(folder: string): Promise<void> {
  const prefixes = [`${basename(folder)}.new-`, `${basename(folder)}.old-`];
  const siblings = await readdir(dirname(folder));
  for (const name of siblings.filter((sibling) => prefixes.some((prefix) => sibling.startsWith(prefix)))) {
    await remove(join(dirname(folder), name));
  }
}

function remove(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 3 }); // a killed install's pip may still be writing
}
