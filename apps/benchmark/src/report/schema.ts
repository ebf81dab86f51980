import { z } from 'zod';

/** The JavaScript runtime that computed the numbers. */
interface EngineDescription {
  /** `tensorflow`, `webgpu`, `wasm` or `cpu`. */
  name: string;
  device: string;
  /** Library name to version. */
  versions: Record<string, string>;
}

/** Few-shot accuracy of one trained model in one setting. */
export interface ResultRow {
  task: string;
  dataset: string;
  backbone: string;
  loss: string;
  seed: number;
  ways: number;
  shots: number;
  episodes: number;
  /** Mean over the episodes, a fraction in [0, 1]. */
  accuracy: number;
  /** Half width of the 95 % interval over the episodes, a fraction; absent or NaN where there is none. */
  ci95?: number | null | undefined;
  /** Training throughput. */
  imagesPerSecond?: number | null | undefined;
}

/** Paired difference `accuracy(a) - accuracy(b)` over the same episodes. */
export interface Comparison {
  dataset: string;
  ways: number;
  shots: number;
  /** The loss that is looked at, for example `clce`. */
  a: string;
  /** The loss it is compared with, for example `ce`. */
  b: string;
  /** A fraction in [-1, 1]; positive where `a` is better. */
  difference: number;
  /** Half width of the paired 95 % interval, a fraction; absent or NaN where there is none. */
  ci95?: number | null | undefined;
}

/** `result.json` of a run folder. */
export interface ResultFile {
  engine: EngineDescription;
  /** Git revision of the code, null outside a repository. */
  commit?: string | null | undefined;
  /** The command line that produced the run. */
  command?: string | undefined;
  /** The resolved configuration. */
  config: Record<string, unknown>;
  results: ResultRow[];
  comparisons: Comparison[];
}

/** One line of `metrics.jsonl`: one logging step of one training. */
export interface MetricLine {
  loss: string;
  seed: number;
  step: number;
  epoch: number;
  /** The value that was minimised. */
  objective?: number | null | undefined;
  crossEntropy?: number | null | undefined;
  contrastive?: number | null | undefined;
  /** Training accuracy, a fraction in [0, 1]. */
  accuracy?: number | null | undefined;
  learningRate?: number | null | undefined;
  imagesPerSecond?: number | null | undefined;
}

/** A picture of an episode; `label` is an index into the episode's `classNames`. */
export interface EpisodeImage {
  /** `data:image/png;base64,…` */
  png: string;
  label: number;
}

/** One entry of `episodes.json`: an episode with its pictures and what was predicted. */
export interface EpisodePicture {
  dataset: string;
  loss: string;
  seed: number;
  ways: number;
  shots: number;
  classNames: string[];
  support: EpisodeImage[];
  /** `prediction` is an index into `classNames` as well. */
  query: (EpisodeImage & { prediction: number })[];
}

const fraction = z.number().min(0).max(1);
const measured = z.number().nullish(); // JSON.stringify writes NaN as null
const index = z.int().min(0);
const setting = { dataset: z.string(), ways: z.int().min(2), shots: z.int().min(1) };

const resultRowSchema = z.looseObject({
  ...setting,
  task: z.string(),
  backbone: z.string(),
  loss: z.string(),
  seed: z.int(),
  episodes: z.int().min(1),
  accuracy: fraction,
  ci95: z.number().min(0).nullish(),
  imagesPerSecond: measured,
});

const comparisonSchema = z.looseObject({
  ...setting,
  a: z.string(),
  b: z.string(),
  difference: z.number().min(-1).max(1),
  ci95: z.number().min(0).nullish(),
});

/** Checks `result.json`; fields it does not know pass through. */
export const resultFileSchema: z.ZodType<ResultFile> = z.looseObject({
  engine: z.looseObject({ name: z.string(), device: z.string(), versions: z.record(z.string(), z.string()) }),
  commit: z.string().nullish(),
  command: z.string().optional(),
  config: z.record(z.string(), z.unknown()),
  results: z.array(resultRowSchema).min(1),
  comparisons: z.array(comparisonSchema),
});

/** Checks one line of `metrics.jsonl`. */
export const metricLineSchema: z.ZodType<MetricLine> = z.looseObject({
  loss: z.string(),
  seed: z.int(),
  step: index,
  epoch: z.number().min(0),
  objective: measured,
  crossEntropy: measured,
  contrastive: measured,
  accuracy: measured,
  learningRate: measured,
  imagesPerSecond: measured,
});

const png = z.string().regex(/^data:image\/png;base64,[A-Za-z0-9+/]+={0,2}$/, 'expected data:image/png;base64,…');
const imageFields = { png, label: index };

/** Checks `episodes.json`. */
export const episodePicturesSchema: z.ZodType<EpisodePicture[]> = z.array(
  z.looseObject({
    ...setting,
    loss: z.string(),
    seed: z.int(),
    classNames: z.array(z.string()),
    support: z.array(z.object(imageFields)),
    query: z.array(z.object({ ...imageFields, prediction: index })),
  }),
);
