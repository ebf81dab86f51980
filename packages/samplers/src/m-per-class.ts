import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { checkCount } from './check-count.js';
import { epochSampler } from './epoch-sampler.js';
import { evenDraw } from './even-draw.js';
import { randomStream } from './random-stream.js';
import type { BatchSampler } from './types.js';

/** Options of {@link mPerClass}. */
export interface MPerClassOptions {
  /** `[rows]` The class of each row, as whole numbers of at least 0. */
  labels: ArrayLike<number>;
  /** Rows in a batch: a multiple of `samplesPerClass`. */
  batchSize: number;
  /** Rows of each class in a batch (the literature's m). */
  samplesPerClass: number;
  /** Let a class with fewer rows than `samplesPerClass` fill its share by repeating them. Default false. */
  repeat?: boolean;
}

/**
 * Batches of `batchSize / samplesPerClass` distinct classes with `samplesPerClass` rows of each, the rows of a class
 * side by side. Classes take turns, and so do the rows of a class: none comes again before all others have had their
 * turn. An epoch has `floor(labels.length / batchSize)` batches, at least one.
 *
 * Every anchor then has `samplesPerClass - 1` positives, which losses over pairs need.
 *
 * @throws {RangeError} If the counts do not fit each other or the labels; the message names the class.
 * @example
 * ```ts
 * const sampler = mPerClass({ labels: [0, 0, 0, 1, 1, 1, 2, 2, 2], batchSize: 4, samplesPerClass: 2 });
 * let state = sampler.start(7);
 * const batch = sampler.next(state); // two rows of one class, two of another
 * state = batch.state;
 * ```
 */
export function mPerClass(options: MPerClassOptions): BatchSampler {
  const { labels, batchSize, samplesPerClass } = options;
  const rowsOfClass = groupRows(labels);
  checkOptions(options, rowsOfClass);
  const batchesPerEpoch = Math.max(1, Math.floor(labels.length / batchSize));
  const drawEpoch = (random: RandomGenerator): Int32Array => {
    const drawRows = new Map([...rowsOfClass].map(([label, rows]) => [label, evenDraw(rows, random)]));
    const drawClasses = evenDraw([...rowsOfClass.keys()], random);
    const batches = Array.from({ length: batchesPerEpoch }, () => drawClasses(batchSize / samplesPerClass));
    return Int32Array.from(batches.flat().flatMap((label) => drawRows.get(label)!(samplesPerClass)));
  };
  return epochSampler({
    name: 'mPerClass',
    batchSize,
    batchesPerEpoch,
    order: (seed, epoch) => drawEpoch(randomStream(seed, epoch)),
  });
}

/** The rows of each class, classes in ascending order. */
function groupRows(labels: ArrayLike<number>): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    checkCount('mPerClass', `labels[${row}]`, label, 0);
    const rows = groups.get(label);
    if (rows) rows.push(row);
    else groups.set(label, [row]);
  }
  return new Map([...groups].sort(([a], [b]) => a - b));
}

function checkOptions(options: MPerClassOptions, rowsOfClass: Map<number, number[]>): void {
  const { batchSize, samplesPerClass, repeat = false } = options;
  checkCount('mPerClass', 'batchSize', batchSize);
  checkCount('mPerClass', 'samplesPerClass', samplesPerClass);
  if (batchSize % samplesPerClass !== 0) {
    throw new RangeError(
      `mPerClass: batchSize (${batchSize}) must be a multiple of samplesPerClass (${samplesPerClass})`,
    );
  }
  checkClasses(batchSize / samplesPerClass, rowsOfClass.size);
  for (const [label, rows] of rowsOfClass) if (!repeat) checkRows(label, rows.length, samplesPerClass);
}

function checkClasses(needed: number, present: number): void {
  if (needed <= present) return;
  throw new RangeError(
    `mPerClass: labels has ${present} classes, but a batch needs ${needed} (batchSize / samplesPerClass)`,
  );
}

function checkRows(label: number, present: number, needed: number): void {
  if (needed <= present) return;
  throw new RangeError(
    `mPerClass: class ${label} has ${present} rows, fewer than samplesPerClass (${needed}); leave it out or set repeat: true`,
  );
}
