import type { ImageDataset } from '@clce/data';
import type { Episodes } from '@clce/fewshot';
import sharp from 'sharp';
import type { EpisodeImage, EpisodePicture } from '../report/schema.js';
import type { Unit } from '../training/unit.js';

export interface PicturesOptions {
  unit: Unit;
  dataset: ImageDataset;
  /** The data set's name in the result. */
  name: string;
  episodes: Episodes;
  /** As `evaluateEpisodes` gives them. */
  predictions: Int32Array;
  count?: number;
}

/** The first episodes of a setting as pictures, with what the model answered. */
export function picture({ count = 2, ...options }: PicturesOptions): Promise<EpisodePicture[]> {
  return Promise.all(Array.from({ length: Math.min(count, options.episodes.count) }, (_, i) => pictureOf(i, options)));
}

async function pictureOf(index: number, options: PicturesOptions): Promise<EpisodePicture> {
  const { unit, dataset, name, episodes, predictions } = options;
  const { ways, shots, queries } = episodes;
  const { classes, support, query } = episodes.at(index);
  const row = (i: number, perClass: number) => Math.floor(i / perClass);
  const images = (rows: Int32Array, perClass: number): Promise<EpisodeImage[]> =>
    Promise.all([...rows].map(async (image, i) => ({ png: await toPng(dataset, image), label: row(i, perClass) })));
  const asked = await images(query, queries);
  return {
    ...unit,
    dataset: name,
    ways,
    shots,
    classNames: [...classes].map((id) => dataset.classNames[id]!),
    support: await images(support, shots),
    query: asked.map((image, i) => ({ ...image, prediction: predictions[index * ways * queries + i]! })),
  };
}

async function toPng(dataset: ImageDataset, index: number): Promise<string> {
  const [height, width, channels] = dataset.imageShape;
  const pixels = await dataset.image(index);
  const raw = { width, height, channels: channels as 1 | 3 };
  const png = await sharp(pixels, { raw }).png({ palette: true }).toBuffer();
  return `data:image/png;base64,${png.toString('base64')}`;
}
