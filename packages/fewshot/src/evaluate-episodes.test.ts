import { fill, memory, type Tensor3D, tensor2d, tensor3d, zeros } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { episodes } from './episodes.js';
import { evaluateEpisodes } from './evaluate-episodes.js';
import { nearestCentroid } from './nearest-centroid.js';
import type { Episode } from './types.js';

const DIMENSION = 4;
const labels = Int32Array.from({ length: 120 }, (_, row) => row % 6);
/** Half of what sets a row apart is its class, half is its own. */
const data = Float32Array.from({ length: 120 * DIMENSION }, (_, index) => {
  const row = Math.floor(index / DIMENSION);
  return Math.sin(3 * labels[row]! + 5 * (index % DIMENSION)) + Math.sin(7.7 * index);
});
const features = { data, dimension: DIMENSION };
const tasks = episodes({ labels, ways: 3, shots: 2, queries: 4, seed: 1, count: 25 });

/** The same by the definition: one query at a time. */
function plainAccuracy({ classes, support, query }: Episode): number {
  const row = (index: number) => [...data.subarray(index * DIMENSION, (index + 1) * DIMENSION)];
  const centroid = (label: number) => {
    const [a, b] = [...support.subarray(2 * label, 2 * label + 2)].map(row);
    return a!.map((value, column) => (value + b![column]!) / 2);
  };
  const distance = (a: number[], b: number[]) => Math.hypot(...a.map((value, column) => value - b[column]!));
  const nearest = (index: number) => {
    const distances = [...classes.keys()].map((label) => distance(row(index), centroid(label)));
    return distances.indexOf(Math.min(...distances));
  };
  return [...query].filter((index, place) => nearest(index) === Math.floor(place / 4)).length / query.length;
}

describe('evaluateEpisodes', () => {
  it('gives the accuracy of each episode, in order', async () => {
    const { accuracies, predictions } = await evaluateEpisodes(features, tasks, nearestCentroid());
    const expected = [...tasks].map(plainAccuracy);
    expect([...accuracies]).toEqual(expected);
    expect(new Set(expected).size).toBeGreaterThan(3);
    expect(predictions).toHaveLength(25 * 12);
  });

  it('gives the same in batches of any size, and from a tensor', async () => {
    const whole = await evaluateEpisodes(features, tasks, nearestCentroid());
    for (const batchSize of [1, 7, 25, 100]) {
      expect(await evaluateEpisodes(features, tasks, nearestCentroid(), { batchSize })).toEqual(whole);
    }
    const table = tensor2d(data, [120, DIMENSION]);
    expect(await evaluateEpisodes(table, tasks, nearestCentroid())).toEqual(whole);
    expect(table.isDisposed).toBe(false);
    table.dispose();
  });

  it('keeps batches within the memory it speaks of', async () => {
    const dimension = 2 ** 16;
    const sizes: number[] = [];
    const counting = (support: Tensor3D, query: Tensor3D): Tensor3D => {
      sizes.push(support.size + query.size);
      return zeros([query.shape[0], query.shape[1], 2]);
    };
    const wide = { data: new Float32Array(8 * dimension), dimension };
    const few = episodes({ labels: [0, 0, 0, 0, 1, 1, 1, 1], ways: 2, shots: 1, queries: 3, seed: 0, count: 20 });
    await evaluateEpisodes(wide, few, counting);
    expect(sizes).toEqual([8, 8, 4].map((numEpisodes) => numEpisodes * 8 * dimension));
  });

  it('awaits a classifier and takes the first of equal scores', async () => {
    const undecided = async (_: Tensor3D, query: Tensor3D, { ways }: { ways: number }): Promise<Tensor3D> =>
      zeros([query.shape[0], query.shape[1], ways]);
    const { accuracies, predictions } = await evaluateEpisodes(features, tasks, undecided);
    expect(new Set(accuracies)).toEqual(new Set([1 / 3]));
    expect(new Set(predictions)).toEqual(new Set([0]));
  });

  it('leaves no tensor behind, not even after an error', async () => {
    const before = memory().numTensors;
    await evaluateEpisodes(features, tasks, nearestCentroid(), { batchSize: 4 });
    expect(memory().numTensors).toBe(before);
    const wrongShape = () => tensor3d([[[1]]]);
    await expect(evaluateEpisodes(features, tasks, wrongShape)).rejects.toThrow(
      'evaluateEpisodes: the classifier gave scores [1,1,1], not [25,12,3]',
    );
    const noNumbers = () => fill([25, 12, 3], Number.NaN) as Tensor3D;
    await expect(evaluateEpisodes(features, tasks, noNumbers)).rejects.toThrow(
      'evaluateEpisodes: a score of episode 0, query 0 is NaN',
    );
  });

  it('names what it cannot use', async () => {
    const spoilt = data.slice();
    spoilt[9] = Number.NaN;
    const run = (table: typeof features, list: Iterable<Episode> = tasks, options = {}) =>
      evaluateEpisodes(table, list, nearestCentroid(), options);
    await expect(run({ data: spoilt, dimension: DIMENSION })).rejects.toThrow(
      'evaluateEpisodes: the feature at row 2, column 1 is NaN; all must be finite',
    );
    await expect(run({ data, dimension: 7 })).rejects.toThrow('480 features do not make whole rows of dimension (7)');
    await expect(run({ data: data.subarray(0, 40), dimension: DIMENSION })).rejects.toThrow(
      /names row \d+; features has 10 rows/,
    );
    await expect(run(features, tasks, { batchSize: 0 })).rejects.toThrow(
      'batchSize (0) must be a positive whole number',
    );
    const uneven = [tasks.at(0), episodes({ labels, ways: 3, shots: 1, queries: 4, seed: 1, count: 1 }).at(0)];
    await expect(run(features, uneven)).rejects.toThrow(
      'evaluateEpisodes: episode 1 has 3, 3, 12 classes, support and query rows; the first has 3, 6, 12',
    );
  });

  it('gives nothing for no episodes', async () => {
    expect(await evaluateEpisodes(features, [], nearestCentroid())).toEqual({
      accuracies: new Float64Array(0),
      predictions: new Int32Array(0),
    });
  });
});
