import { readFile } from 'node:fs/promises';
import { DataError, reasonOf } from './data-error.js';

/** The names in a text file, one a line; throws unless there are `count` distinct ones. */
export async function readClassNames(file: string, count: number, remedy: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new DataError(`${file} cannot be read (${reasonOf(cause)}); ${remedy}`, { cause });
  });
  const names = text.split(/\r?\n/).filter((line) => line !== '');
  if (names.length === count && new Set(names).size === count) return names;
  throw new DataError(`${file} has ${new Set(names).size} distinct names instead of ${count}; ${remedy}`);
}
