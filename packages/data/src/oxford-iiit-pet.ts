import { DataError } from './data-error.js';
import { checkImageSize, type EncodedImage, encodedDataset } from './encoded-dataset.js';
import { readTarGz } from './read-tar-gz.js';
import { readShippedArchive, shippedArchives } from './shipped-archive.js';
import type { ChannelStatistics, DatasetSplits } from './types.js';

export interface OxfordIiitPetSampleOptions {
  /** Pixels a side, cut out of the middle. The sample's pictures have a short side of 128. Default 112. */
  imageSize?: number | undefined;
}

/** ImageNet's, as the literature uses them for this data set. */
const statistics: ChannelStatistics = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };

/**
 * Three breeds of Oxford-IIIT Pet (Abyssinian, American bulldog, Bengal), `[112, 112, 3]`, with the official split:
 * `trainval.txt` trains, `test.txt` tests. Shipped with this package; pictures are decoded when asked for.
 *
 * @throws {DataError} If the shipped archive is damaged or `imageSize` is out of range.
 * @example
 * ```ts
 * const { train, test } = await oxfordIiitPetSample({ imageSize: 64 });
 * ```
 */
export async function oxfordIiitPetSample(options: OxfordIiitPetSampleOptions = {}): Promise<DatasetSplits> {
  const { imageSize = 112 } = options;
  checkImageSize('oxford-iiit-pet-sample', imageSize);
  const files = await readTarGz(await readShippedArchive(shippedArchives['oxford-iiit-pet-sample']));
  return petSplits('oxford-iiit-pet-sample', files, imageSize);
}

/** Splits out of the official layout, `images/NAME.jpg` and `annotations/{trainval,test}.txt`. */
export function petSplits(name: string, files: ReadonlyMap<string, Uint8Array>, imageSize: number): DatasetSplits {
  const lists = { train: readList(files, 'trainval'), test: readList(files, 'test') };
  const breeds = breedsById([...lists.train, ...lists.test]);
  const classNames = breeds.map(([, breed]) => breed);
  const part = (key: 'train' | 'test') => {
    const images = lists[key].map(({ picture, id }): EncodedImage => {
      const label = breeds.findIndex(([known]) => known === id);
      const source = files.get(picture);
      if (source) return { source, name: picture, label };
      throw new DataError(`${name}: the lists in annotations name ${picture}, which is not there`);
    });
    return encodedDataset({ name: `${name}-${key}`, classNames, images, imageSize });
  };
  return { name, train: part('train'), test: part('test'), statistics };
}

interface ListedPicture {
  picture: string;
  breed: string;
  id: number;
}

/** Lines such as `american_bulldog_148 2 2 1`: picture, class, cat or dog, breed among these. */
function readList(files: ReadonlyMap<string, Uint8Array>, list: string): ListedPicture[] {
  const file = `annotations/${list}.txt`;
  const bytes = files.get(file);
  if (!bytes) throw new DataError(`${file} is missing; the official annotations have it`);
  const lines = Buffer.from(bytes).toString('utf8').split(/\r?\n/);
  return lines.flatMap((line, number) => {
    if (line === '' || line.startsWith('#')) return [];
    const fields = /^((\S+)_\d+) (\d+) [12] \d+$/.exec(line);
    if (!fields) throw new DataError(`${file}: line ${number + 1} (${line}) must be like "Abyssinian_100 1 1 1"`);
    return [{ picture: `images/${fields[1]}.jpg`, breed: fields[2]!, id: Number(fields[3]) }];
  });
}

function breedsById(pictures: ListedPicture[]): [id: number, breed: string][] {
  return [...new Map(pictures.map(({ id, breed }) => [id, breed]))].sort(([a], [b]) => a - b);
}
