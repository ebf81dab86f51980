import { memory, type Rank, randomNormal, type Tensor3D, tensor3d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Classifier } from '../src/types.js';

const WAYS = 4;
const SHOTS = 3;
const QUERIES = 2;
const DIMENSION = 6;

/** What every few-shot classifier must hold. */
export function testClassifier(name: string, classifier: Classifier): void {
  const scoresOf = async (support: Tensor3D, query: Tensor3D, ways = WAYS): Promise<number[][][]> => {
    const scores = await classifier(support, query, { ways });
    const values = scores.arraySync();
    scores.dispose();
    return values;
  };

  describe('is a classifier', () => {
    it('gives [E, W·Q, W] and leaves no tensor behind', async () => {
      const [support, query] = random(2);
      const before = memory().numTensors;
      const scores = await classifier(support, query, { ways: WAYS });
      expect(scores.shape).toEqual([2, WAYS * QUERIES, WAYS]);
      expect(scores.dtype).toBe('float32');
      scores.dispose();
      expect(memory().numTensors).toBe(before);
    });

    it('is right wherever classes lie apart', async () => {
      const support = corners(SHOTS, 0.1);
      const query = corners(QUERIES, -0.1);
      const [scores] = await scoresOf(support, query);
      expect(scores!.map(argMax)).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
    });

    it('permutes scores as classes are permuted', async () => {
      const [support, query] = random(1);
      const order = [2, 0, 3, 1];
      const blocks = support.arraySync()[0]!;
      const moved = order.flatMap((label) => blocks.slice(label * SHOTS, (label + 1) * SHOTS));
      const [plain] = await scoresOf(support, query);
      const [permuted] = await scoresOf(tensor3d([moved]), query);
      plain!.forEach((row, index) => {
        expectClose(
          permuted![index]!,
          order.map((label) => row[label]!),
        );
      });
    });

    it("does not care for the order of a class's shots", async () => {
      const [support, query] = random(1);
      const rows = support.arraySync()[0]!;
      const turned = Array.from({ length: WAYS }, (_, label) =>
        rows.slice(label * SHOTS, (label + 1) * SHOTS).reverse(),
      );
      const [plain] = await scoresOf(support, query);
      const [other] = await scoresOf(tensor3d([turned.flat()]), query);
      expectClose(other!.flat(), plain!.flat());
    });

    it('solves an episode alike alone and among others', async () => {
      const [support, query] = random(3);
      const together = await scoresOf(support, query);
      for (let episode = 0; episode < 3; episode++) {
        const [alone] = await scoresOf(
          tensor3d([support.arraySync()[episode]!]),
          tensor3d([query.arraySync()[episode]!]),
        );
        expectClose(together[episode]!.flat(), alone!.flat());
      }
    });

    it.each([0, 1, 30, 1e-6])('gives finite, equal scores where all features are %s', async (value) => {
      const support = tensor3d([Array(WAYS).fill(Array(DIMENSION).fill(value))]);
      const [scores] = await scoresOf(support, support);
      for (const row of scores!) expectClose(row, Array(WAYS).fill(row[0]));
      expect(scores!.flat().every(Number.isFinite)).toBe(true);
    });

    it('is finite with the same features in two classes, and prefers neither', async () => {
      const rows = corners(1, 0).arraySync()[0]!;
      const [scores] = await scoresOf(tensor3d([[rows[0]!, rows[0]!, rows[1]!]]), tensor3d([[rows[0]!, rows[1]!]]), 3);
      expect(scores!.flat().every(Number.isFinite)).toBe(true);
      expect(scores![0]![0]!).toBeCloseTo(scores![0]![1]!, 5);
      expect(scores![0]![0]!).toBeGreaterThan(scores![0]![2]!);
      expect(argMax(scores![1]!)).toBe(2);
    });

    it('takes 2 ways and 1 shot', async () => {
      const support = tensor3d([
        [
          [1, 0],
          [0, 1],
        ],
      ]);
      const [scores] = await scoresOf(support, support, 2);
      expect(scores!.map(argMax)).toEqual([0, 1]);
    });

    it.each<[string, number[], number[], number]>([
      ['10 support rows are no multiple of ways (4), in support [1,10,6], query [1,8,6]', [1, 10, 6], [1, 8, 6], 4],
      ['same episodes E and dimension D, got support [1,8,6], query [2,8,6]', [1, 8, 6], [2, 8, 6], 4],
      ['same episodes E and dimension D, got support [1,8,6], query [1,8,5]', [1, 8, 6], [1, 8, 5], 4],
      ['must be [E, rows, D], got support [8,6], query [8,6]', [8, 6], [8, 6], 4],
      ['ways (1) must be a whole number of at least 2', [1, 8, 6], [1, 8, 6], 1],
      ['nothing to classify in support [1,8,6], query [1,0,6]', [1, 8, 6], [1, 0, 6], 4],
    ])('says %s', async (message, supportShape, queryShape, ways) => {
      const before = memory().numTensors;
      const support = randomNormal<Rank>(supportShape as [number, number, number]) as Tensor3D;
      const query = randomNormal<Rank>(queryShape as [number, number, number]) as Tensor3D;
      await expect((async () => classifier(support, query, { ways }))()).rejects.toThrow(`${name}: `);
      await expect((async () => classifier(support, query, { ways }))()).rejects.toThrow(message);
      support.dispose();
      query.dispose();
      expect(memory().numTensors).toBe(before);
    });
  });
}

function random(numEpisodes: number): [Tensor3D, Tensor3D] {
  return [
    randomNormal([numEpisodes, WAYS * SHOTS, DIMENSION], 0, 1, 'float32', 1),
    randomNormal([numEpisodes, WAYS * QUERIES, DIMENSION], 0, 1, 'float32', 2),
  ];
}

/** `[1, WAYS · rows, DIMENSION]`: class k around 3 times the k-th unit vector. */
function corners(rows: number, spread: number): Tensor3D {
  const row = (label: number, index: number) =>
    Array.from(
      { length: DIMENSION },
      (_, column) => (column === label ? 3 : 0) + spread * Math.sin(index + 2 * column),
    );
  const labels = Array.from({ length: WAYS }, (_, label) => label);
  return tensor3d([labels.flatMap((label) => Array.from({ length: rows }, (_, index) => row(label, index)))]);
}

function argMax(values: number[]): number {
  return values.indexOf(Math.max(...values));
}

function expectClose(actual: number[], expected: number[]): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, index) => {
    expect(Math.abs(value - expected[index]!)).toBeLessThan(1e-4 * Math.max(1, Math.abs(expected[index]!)));
  });
}
