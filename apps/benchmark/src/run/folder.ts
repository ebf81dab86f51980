import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { RunConfig } from '../config/schema.js';
import { UsageError } from '../terminal/usage-error.js';
import { makeFolder, writeJson } from './atomic-file.js';

/** One run's folder: `config.json` is written first, `result.json` last. */
export interface RunFolder {
  path: string;
  file(...names: string[]): string;
}

/** What a run was started with: its configuration and the engine that its numbers belong to. */
export interface RunIdentity {
  config: RunConfig;
  engine: string;
}

const at = (path: string): RunFolder => ({ path, file: (...names) => join(path, ...names) });

/** `20261124-110500`, in UTC: names sort by age. */
const stamp = (): string => new Date().toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');

/** A new folder under `output`, named after the suite and the time, holding its resolved configuration. */
export function createRunFolder(output: string, identity: RunIdentity): RunFolder {
  const base = join(output, `${identity.config.suite}-${stamp()}`);
  let path = base;
  for (let n = 2; existsSync(path); n++) path = `${base}-${n}`;
  makeOutput(path, output);
  const folder = at(path);
  writeJson(folder.file('config.json'), identity);
  return folder;
}

function makeOutput(path: string, output: string): void {
  try {
    makeFolder(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`clce run: --output (${output}) cannot be written (${code}): name a folder that you can write`, {
      cause,
    });
  }
}

/** The run folders under `output`, newest first. */
function runsIn(output: string): RunFolder[] {
  const names = existsSync(output) ? readdirSync(output) : [];
  const age = (name: string) => /\d{8}-\d{6}.*$/.exec(name)?.[0] ?? '';
  const newestFirst = names.filter((name) => age(name) !== '').sort((a, b) => age(b).localeCompare(age(a)));
  return newestFirst.map((name) => at(join(output, name))).filter((folder) => existsSync(folder.file('config.json')));
}

const isFinished = (folder: RunFolder): boolean => existsSync(folder.file('result.json'));

const identityOf = (folder: RunFolder): RunIdentity =>
  JSON.parse(readFileSync(folder.file('config.json'), 'utf8')) as RunIdentity;

/**
 * The newest unfinished run under `output` with this very configuration and engine.
 *
 * @throws {UsageError} if none can be resumed, saying what is there instead
 */
export function findRunToResume(output: string, identity: RunIdentity): RunFolder {
  const unfinished = runsIn(output).filter((folder) => !isFinished(folder));
  const match = unfinished.find((folder) => isDeepStrictEqual(identityOf(folder), identity));
  if (match) return match;
  const other = unfinished[0]
    ? `; ${unfinished[0].path} has other options or another engine (see its config.json)`
    : '';
  throw new UsageError(`clce run: --resume found no unfinished run with these options in ${output}${other}`);
}

/** @throws {UsageError} if no run under `output` is finished */
export function newestFinishedRun(output: string): string {
  const finished = runsIn(output).find(isFinished);
  if (finished) return finished.path;
  throw new UsageError(`clce report: ${output} holds no finished run: clce run quick makes one`);
}
