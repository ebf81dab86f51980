import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { DataError, reasonOf } from './data-error.js';
import { checkImageSize, type EncodedImage, encodedDataset } from './encoded-dataset.js';
import { randomStream } from './random-stream.js';
import { selectRows } from './select-rows.js';
import type { ChannelStatistics, DatasetSplits, ImageDataset } from './types.js';

export interface ImageFolderOptions {
  /** Pixels a side: the shorter side is scaled to it, the middle of the longer one cut out. Default 112. */
  imageSize?: number | undefined;
  /** The share of each class that tests, where the folder has no `train` and `test` of its own. Default 0.2. */
  testShare?: number | undefined;
  /** Of the choice of test images. Default 0. */
  seed?: number | undefined;
}

const extensions = new Set(['.jpg', '.jpeg', '.png', '.webp', '.gif', '.tif', '.tiff', '.avif']);

/** ImageNet's, for want of the folder's own. */
const statistics: ChannelStatistics = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };

/**
 * Pictures in one sub-folder for each class, `[112, 112, 3]`. A folder with sub-folders `train` and `test` (and
 * perhaps `validation` or `val`) is split so; of any other, a seeded share of each class tests.
 *
 * @throws {DataError} If the folder is missing or has no classes, or a class has no pictures. A picture that cannot be
 * read is reported when it is asked for.
 * @example
 * ```ts
 * const { train, test } = await imageFolder('/pictures', { imageSize: 64 });
 * ```
 */
export async function imageFolder(folder: string, options: ImageFolderOptions = {}): Promise<DatasetSplits> {
  const { imageSize = 112, testShare = 0.2, seed = 0 } = options;
  checkImageSize('folder', imageSize);
  const name = path.basename(path.resolve(folder));
  const parts = await subFolders(folder);
  if (!parts.includes('train') || !parts.includes('test')) {
    return { name, ...splitImages(await readClasses(folder, name, imageSize), testShare, seed), statistics };
  }
  const read = (part: string) => readClasses(path.join(folder, part), `${name}-${part}`, imageSize);
  const validation = parts.find((part) => part === 'validation' || part === 'val');
  return {
    name,
    train: await read('train'),
    ...(validation && { validation: await read(validation) }),
    test: await read('test'),
    statistics,
  };
}

async function subFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause) => {
    throw new DataError(`${folder} cannot be read (${reasonOf(cause)}); give a folder with one sub-folder a class`, {
      cause,
    });
  });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
}

async function readClasses(folder: string, name: string, imageSize: number): Promise<ImageDataset> {
  const classNames = await subFolders(folder);
  if (classNames.length === 0) throw new DataError(`${folder} has no sub-folders; it must have one for each class`);
  const images: EncodedImage[] = [];
  for (const [label, className] of classNames.entries()) {
    const classFolder = path.join(folder, className);
    const files = (await readdir(classFolder))
      .filter((file) => extensions.has(path.extname(file).toLowerCase()))
      .sort();
    if (files.length === 0) throw new DataError(`${classFolder} has no pictures; add some or take the folder out`);
    for (const file of files)
      images.push({ source: path.join(classFolder, file), name: path.join(classFolder, file), label });
  }
  return encodedDataset({ name, classNames, images, imageSize });
}

type Halves = Pick<DatasetSplits, 'train' | 'test'>;

/** Sets a share of each class aside, at least one picture and never all. */
function splitImages(dataset: ImageDataset, testShare: number, seed: number): Halves {
  if (!(testShare > 0 && testShare < 1)) {
    throw new DataError(`folder: testShare (${testShare}) must lie between 0 and 1`);
  }
  const tests = new Set<number>();
  for (const [label, rows] of rowsOfClasses(dataset).entries()) {
    if (rows.length < 2) {
      const className = dataset.classNames[label];
      throw new DataError(
        `${dataset.name}: class ${className} has 1 picture, but one to train and one to test are needed`,
      );
    }
    const random = randomStream(seed, label);
    const shuffled = rows.map((row) => ({ row, place: random() })).sort((a, b) => a.place - b.place);
    const count = Math.min(rows.length - 1, Math.max(1, Math.round(testShare * rows.length)));
    for (const { row } of shuffled.slice(0, count)) tests.add(row);
  }
  const rows = Array.from(dataset.labels.keys());
  const part = (name: string, test: boolean) =>
    selectRows(
      dataset,
      rows.filter((row) => tests.has(row) === test),
      `${dataset.name}-${name}`,
    );
  return { train: part('train', false), test: part('test', true) };
}

function rowsOfClasses({ classNames, labels }: ImageDataset): number[][] {
  const rows: number[][] = classNames.map(() => []);
  for (const [row, label] of labels.entries()) rows[label]!.push(row);
  return rows;
}
