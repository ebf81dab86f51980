import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { dots } from '../test/dots.js';
import type { Batch } from './batch-maker.js';
import { type BatchesOptions, batches, type IndexSampler, type SamplerPosition } from './batches.js';
import { compose } from './transforms/compose.js';
import { horizontalFlip } from './transforms/horizontal-flip.js';
import { randomAffine } from './transforms/random-affine.js';
import type { ImageDataset } from './types.js';

/** Rows in order, `batchSize` at a time, `perEpoch` batches an epoch. */
const inOrder = (batchSize: number, perEpoch: number): IndexSampler => ({
  next: ({ seed, epoch, batch }) => ({
    indices: Int32Array.from({ length: batchSize }, (_, i) => batch * batchSize + i),
    state: batch + 1 < perEpoch ? { seed, epoch, batch: batch + 1 } : { seed, epoch: epoch + 1, batch: 0 },
  }),
});
const start: SamplerPosition = { seed: 1, epoch: 0, batch: 0 };
const transform = compose([randomAffine({ degrees: 90, translate: 0.5 }), horizontalFlip()]);
const dataset = dots(120);
const options: BatchesOptions = { dataset, sampler: inOrder(40, 3), state: start, seed: 5 };

const collect = async (stream: AsyncIterable<Batch>): Promise<Batch[]> => {
  const all: Batch[] = [];
  for await (const batch of stream) all.push(batch);
  return all;
};

describe('batches', () => {
  it('yields pictures of 0…1 with labels and the state after them, in the order of the sampler', async () => {
    const [first, second, third] = await collect(batches({ ...options, count: 3 }));
    expect(first!.shape).toEqual([40, 2, 2, 1]);
    expect([...first!.images.subarray(0, 8)]).toEqual([0, 0, 0, 0, 1, 1, 1, 1].map((v) => Math.fround(v / 255)));
    expect([...second!.labels.subarray(0, 4)]).toEqual([40 % 3, 41 % 3, 42 % 3, 43 % 3]);
    expect(second!.state).toEqual({ seed: 1, epoch: 0, batch: 2 });
    expect(third!.state).toEqual({ seed: 1, epoch: 1, batch: 0 });
  });

  it('gives the same pixels when it goes on from a stored state, whatever the prefetch', async () => {
    const whole = await collect(batches({ ...options, transform, count: 5 }));
    const state = JSON.parse(JSON.stringify(whole[1]!.state));
    const resumed = await collect(batches({ ...options, transform, state, prefetch: 0, count: 3 }));
    expect(resumed).toEqual(whole.slice(2));
  });

  it('augments every epoch and seed differently', async () => {
    const [first, , , again] = await collect(batches({ ...options, transform, count: 4 }));
    expect(again!.labels).toEqual(first!.labels);
    expect(again!.images).not.toEqual(first!.images);
    const [other] = await collect(batches({ ...options, transform, seed: 6, count: 1 }));
    expect(other!.images).not.toEqual(first!.images);
  });

  it('lays out views one after the other, each with its own chance', async () => {
    const [batch] = await collect(batches({ ...options, transform, views: 2, count: 1 }));
    const [single] = await collect(batches({ ...options, transform, count: 1 }));
    expect(batch!.shape).toEqual([80, 2, 2, 1]);
    expect([...batch!.labels]).toEqual([...single!.labels, ...single!.labels]);
    expect(batch!.images.slice(0, 160)).toEqual(single!.images);
    expect(batch!.images.slice(160)).not.toEqual(single!.images);
  });

  it('makes no more than the batches asked for ahead', async () => {
    let decoded = 0;
    const counting: ImageDataset = {
      ...dataset,
      image(row) {
        decoded++;
        return dataset.image(row);
      },
    };
    const stream = batches({ ...options, dataset: counting, prefetch: 1 });
    await stream.next();
    for (let turn = 0; turn < 20; turn++) await setImmediate();
    expect(decoded).toBe(80);
    await stream.return();
  });

  it('stops the work when the loop is broken off', async () => {
    let decoded = 0;
    const slow: ImageDataset = {
      ...dataset,
      image: async (row) => {
        decoded++;
        await setImmediate();
        return dataset.image(row);
      },
    };
    for await (const _ of batches({ ...options, dataset: slow, prefetch: 3 })) break;
    const afterBreak = decoded;
    for (let turn = 0; turn < 20; turn++) await setImmediate();
    expect(decoded).toBe(afterBreak);
  });

  it('gives way to other work while it makes a batch', async () => {
    let turns = 0;
    let running = true;
    const other = (async () => {
      while (running) {
        await setImmediate();
        turns++;
      }
    })();
    await collect(batches({ ...options, prefetch: 0, sampler: inOrder(120, 1), count: 1 }));
    running = false;
    await other;
    expect(turns).toBeGreaterThanOrEqual(4); // 120 pictures, 32 at a time
  });

  it('hands on errors of the data set at their batch, and those of the transform', async () => {
    const broken: ImageDataset = {
      ...dataset,
      image: (row) => (row === 95 ? Promise.reject(new Error('row 95 is unreadable')) : dataset.image(row)),
    };
    const stream = batches({ ...options, dataset: broken });
    expect((await stream.next()).done).toBe(false);
    expect((await stream.next()).done).toBe(false);
    await expect(stream.next()).rejects.toThrow('row 95 is unreadable');
    expect((await stream.next()).done).toBe(true);
    const uneven = batches({
      ...options,
      transform: (image, random) => (random() < 0.5 ? image : { ...image, shape: [1, 4, 1] }),
    });
    await expect(uneven.next()).rejects.toThrow(/the transform returns pictures of/);
  });

  it('names a row that is not there and options out of range', async () => {
    const stream = batches({ ...options, sampler: inOrder(40, 4), count: 4, prefetch: 0 });
    await expect(collect(stream)).rejects.toThrow('the sampler asks for row 120, but dots has rows 0 to 119');
    expect(() => batches({ ...options, prefetch: -1 })).toThrow('batches: prefetch (-1) must be a whole number');
    expect(() => batches({ ...options, views: 0 })).toThrow('batches: views (0) must be a whole number of at least 1');
  });
});
