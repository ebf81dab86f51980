import { existsSync } from 'node:fs';
import path from 'node:path';
import { dataRootFolder } from './cache-folder.js';
import { DataError } from './data-error.js';
import { type DatasetEntry, datasets, type LoadOptions } from './datasets.js';
import { imageFolder } from './image-folder.js';
import type { DatasetSplits } from './types.js';

/**
 * Loads a data set by its name in {@link datasets}, or `folder:DIR` for pictures in one sub-folder a class.
 *
 * @throws {DataError} If there is no such name, or its files are missing, truncated or wrong; the message names the
 * file and says what would be right.
 * @example
 * ```ts
 * const { train, test } = await loadDataset('omniglot');
 * ```
 */
export async function loadDataset(name: string, options: LoadOptions = {}): Promise<DatasetSplits> {
  if (name.startsWith('folder:')) {
    checkSplit(name, ['official'], options.split);
    return imageFolder(name.slice('folder:'.length), options);
  }
  if (Object.hasOwn(datasets, name)) {
    const { splits, load } = datasets[name]!;
    checkSplit(name, splits, options.split);
    return load(options);
  }
  const names = Object.keys(datasets).join(', ');
  throw new DataError(
    `loadDataset: unknown data set ${name}; the names are ${names}, and folder:DIR for pictures in sub-folders`,
  );
}

function checkSplit(name: string, splits: readonly string[], split: string | undefined): void {
  if (split === undefined || splits.includes(split)) return;
  throw new DataError(`${name}: split (${split}) must be ${splits.join(' or ')}`);
}

/** One row of {@link listDatasets}. */
export interface DatasetListing extends Omit<DatasetEntry, 'load' | 'folder'> {
  name: string;
  /** The folder that the data set is read from, or `shipped`. */
  location: string;
  /** Whether that folder is there. */
  present: boolean;
}

/** What {@link loadDataset} can load, and where each is found or expected. */
export function listDatasets({ dataRoot }: Pick<LoadOptions, 'dataRoot'> = {}): DatasetListing[] {
  return Object.entries(datasets).map(([name, { load: _, folder, ...entry }]) => {
    const location = folder === null ? 'shipped' : path.join(dataRootFolder(dataRoot), folder);
    return { name, ...entry, location, present: folder === null || existsSync(location) };
  });
}
