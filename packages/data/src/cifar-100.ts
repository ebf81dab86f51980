import path from 'node:path';
import { dataRootFolder } from './cache-folder.js';
import { DataError } from './data-error.js';
import { readClassNames } from './read-class-names.js';
import { readRecords } from './read-records.js';
import { selectClasses } from './select-rows.js';
import cifarFsClasses from './splits/cifar-fs.json' with { type: 'json' };
import fc100Classes from './splits/fc100.json' with { type: 'json' };
import type { ChannelStatistics, DatasetSplits, ImageDataset } from './types.js';

const size = 32;
const planeBytes = size * size;
const recordBytes = 2 + 3 * planeBytes; // coarse label, fine label, red, green and blue planes
const folder = 'cifar-100-binary';

export interface Cifar100Options {
  /** Holds the folder `cifar-100-binary`. Default: `CLCE_DATA`, else the folder `data` in the user's cache folder. */
  dataRoot?: string | undefined;
  /** Only 32, the size of the pictures. */
  imageSize?: number | undefined;
}

/** Of the training images; the values that RFS and others normalise with. */
const statistics: ChannelStatistics = { mean: [0.5071, 0.4867, 0.4408], std: [0.2675, 0.2565, 0.2761] };

/**
 * CIFAR-100 in its binary layout, `[32, 32, 3]`: 100 classes, 500 training and 100 test images of each.
 *
 * @throws {DataError} If a file is missing, has another size than the official one, or holds impossible labels.
 * @example
 * ```ts
 * const { train, test } = await cifar100({ dataRoot: '/data' }); // reads /data/cifar-100-binary/train.bin, …
 * ```
 */
export async function cifar100(options: Cifar100Options = {}): Promise<DatasetSplits> {
  const { classNames, train, test } = await readAll(options);
  const part = (name: string, records: Uint8Array[]) => recordsDataset(`cifar-100-${name}`, classNames, records);
  return { name: 'cifar-100', train: part('train', [train]), test: part('test', [test]), statistics };
}

/**
 * CIFAR-FS (Bertinetto et al. 2019): CIFAR-100's classes divided into 64 / 16 / 20, all 600 images of each.
 *
 * @throws {DataError} As {@link cifar100}.
 */
export function cifarFs(options: Cifar100Options = {}): Promise<DatasetSplits> {
  return classSplit('cifar-fs', cifarFsClasses, options);
}

/**
 * FC100 (Oreshkin et al. 2018): CIFAR-100's classes divided by super-class into 60 / 20 / 20, all 600 images of each.
 *
 * @throws {DataError} As {@link cifar100}.
 */
export function fc100(options: Cifar100Options = {}): Promise<DatasetSplits> {
  return classSplit('fc100', fc100Classes, options);
}

type ClassLists = Record<'train' | 'validation' | 'test', string[]>;

async function classSplit(name: string, lists: ClassLists, options: Cifar100Options): Promise<DatasetSplits> {
  const { classNames, train, test } = await readAll(options);
  const whole = recordsDataset(name, classNames, [train, test]);
  const part = (key: keyof ClassLists) => selectClasses(whole, lists[key], `${name}-${key}`);
  return { name, train: part('train'), validation: part('validation'), test: part('test'), statistics };
}

async function readAll({ dataRoot, imageSize = size }: Cifar100Options) {
  if (imageSize !== size)
    throw new DataError(`cifar-100: imageSize (${imageSize}) must be ${size}, the size of its pictures`);
  const root = dataRootFolder(dataRoot);
  const remedy = `CIFAR-100's binary version from its official page, unpacked in ${root}, has the right one`;
  const read = async (file: string, records: number) => {
    const location = path.join(root, folder, file);
    const bytes = await readRecords(location, records * recordBytes, remedy);
    checkLabels(location, bytes, remedy);
    return bytes;
  };
  const classNames = await readClassNames(path.join(root, folder, 'fine_label_names.txt'), 100, remedy);
  return { classNames, train: await read('train.bin', 50_000), test: await read('test.bin', 10_000) };
}

function checkLabels(file: string, bytes: Uint8Array, remedy: string): void {
  for (let at = 0; at < bytes.length; at += recordBytes) {
    if (bytes[at]! < 20 && bytes[at + 1]! < 100) continue;
    throw new DataError(
      `${file}: record ${at / recordBytes} has labels ${bytes[at]} and ${bytes[at + 1]} instead of ones below 20 and 100; ${remedy}`,
    );
  }
}

/** The records of files laid end to end; a picture is turned from planes to pixels when it is asked for. */
function recordsDataset(name: string, classNames: string[], files: Uint8Array[]): ImageDataset {
  const records = files.flatMap((file) =>
    Array.from({ length: file.length / recordBytes }, (_, i) => file.subarray(i * recordBytes, (i + 1) * recordBytes)),
  );
  return {
    name,
    classNames,
    labels: Int32Array.from(records, (record) => record[1]!),
    imageShape: [size, size, 3],
    image: (index) => planesToPixels(records[index]!.subarray(2)),
  };
}

function planesToPixels(planes: Uint8Array): Uint8Array {
  const pixels = new Uint8Array(planes.length);
  for (let place = 0; place < planeBytes; place++) {
    pixels[3 * place] = planes[place]!;
    pixels[3 * place + 1] = planes[planeBytes + place]!;
    pixels[3 * place + 2] = planes[2 * planeBytes + place]!;
  }
  return pixels;
}
