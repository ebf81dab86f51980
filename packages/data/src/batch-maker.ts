import { setImmediate } from 'node:timers/promises';
import type { BatchesOptions, SamplerPosition } from './batches.js';
import { randomStream } from './random-stream.js';
import type { FloatImage } from './transforms/transform.js';
import type { ImageDataset, ImageShape } from './types.js';

/** A batch of pictures and their labels. */
export interface Batch {
  /** `[n, h, w, c]` All rows in their first view, then all in their second, and so on. */
  images: Float32Array;
  /** `[rows * views, height, width, channels]` */
  shape: [n: number, h: number, w: number, c: number];
  /** `[rows * views]` The class of each picture. */
  labels: Int32Array;
  /** Where the sampler stands after this batch. */
  state: SamplerPosition;
}

const picturesPerTurn = 32;

/** Returns a function that decodes, augments and lays out one batch, giving way to other work every few pictures. */
export function batchMaker(
  { dataset, transform, seed = 0, views = 1 }: BatchesOptions,
  signal: AbortSignal,
): (indices: Int32Array, at: SamplerPosition, after: SamplerPosition) => Promise<Batch> {
  return async (indices, { epoch, batch }, after) => {
    checkRows(dataset, indices);
    const rows = indices.length;
    const layout = new BatchLayout(rows * views);
    for (let first = 0; first < rows; first += picturesPerTurn) {
      await setImmediate();
      signal.throwIfAborted();
      const turn = indices.subarray(first, first + picturesPerTurn);
      const decoded = await Promise.all(Array.from(turn, (row) => dataset.image(row)));
      for (const [i, bytes] of decoded.entries()) {
        const image = toFloats(bytes, dataset.imageShape);
        for (let view = 0; view < views; view++) {
          const random = randomStream(seed, epoch, batch, first + i, view);
          layout.put(view * rows + first + i, transform ? transform(image, random) : image);
        }
      }
    }
    const labels = Int32Array.from({ length: rows * views }, (_, i) => dataset.labels[indices[i % rows]!]!);
    return { images: layout.images, shape: [rows * views, ...layout.imageShape], labels, state: after };
  };
}

function checkRows({ name, labels }: ImageDataset, indices: Int32Array): void {
  const outside = indices.find((row) => row < 0 || row >= labels.length);
  if (outside === undefined) return;
  throw new RangeError(`batches: the sampler asks for row ${outside}, but ${name} has rows 0 to ${labels.length - 1}`);
}

const unitValues = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

function toFloats(bytes: Uint8Array, shape: ImageShape): FloatImage {
  const pixels = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) pixels[i] = unitValues[bytes[i]!]!;
  return { pixels, shape };
}

/** The pictures of a batch side by side; the first one put in decides their shape. */
class BatchLayout {
  images: Float32Array = new Float32Array(0);
  imageShape: ImageShape = [0, 0, 0];
  readonly #count: number;

  constructor(count: number) {
    this.#count = count;
  }

  put(place: number, { pixels, shape }: FloatImage): void {
    if (this.images.length === 0) {
      this.images = new Float32Array(this.#count * pixels.length);
      this.imageShape = shape;
    }
    if (shape.some((side, axis) => side !== this.imageShape[axis])) {
      throw new RangeError(
        `batches: the transform returns pictures of ${shape.join(' × ')} and of ${this.imageShape.join(' × ')}; all must have one shape`,
      );
    }
    this.images.set(pixels, place * pixels.length);
  }
}
