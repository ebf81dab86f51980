/** `[height, width, channels]` */
export type ImageShape = [height: number, width: number, channels: number];

/** Labelled images of one shape, addressed by row. */
export interface ImageDataset {
  name: string;
  /** `[C]` */
  classNames: string[];
  /** `[rows]` The class of each row, as its place in `classNames`. */
  labels: Int32Array;
  imageShape: ImageShape;
  /** The pixels of a row, `height * width * channels` bytes, channels last; not to be written to. */
  image(index: number): Uint8Array | Promise<Uint8Array>;
}

/** Mean and deviation of each channel, of pixels scaled to 0…1. */
export interface ChannelStatistics {
  mean: number[];
  std: number[];
}

/** The parts of a data set that a benchmark trains, tunes and tests on. */
export interface DatasetSplits {
  name: string;
  train: ImageDataset;
  /** Absent where the data set's official split has none. */
  validation?: ImageDataset;
  test: ImageDataset;
  /** What {@link normalize} takes: the statistics of the training images, or those that the literature uses. */
  statistics: ChannelStatistics;
}
