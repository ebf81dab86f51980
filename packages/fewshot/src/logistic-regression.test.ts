import { memory, softmax, type Tensor3D, tensor3d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { testClassifier } from '../test/classifier-contract.js';
import golden from './fixtures/logistic.json' with { type: 'json' };
import { logisticRegression } from './logistic-regression.js';

const pair = (value: number): Tensor3D =>
  tensor3d([
    [
      [value, 0],
      [0, value],
    ],
  ]);

describe('logisticRegression', () => {
  testClassifier('logisticRegression', logisticRegression());
});

describe('logisticRegression', () => {
  it.each(golden)('equals scikit-learn: $name', async ({ ways, c, support, query, predictions, probabilities }) => {
    const scores = await logisticRegression({ c })(tensor3d([support]), tensor3d([query]), { ways });
    const actual = softmax(scores).arraySync()[0]!;
    actual.forEach((row, index) => {
      row.forEach((value, label) => {
        expect(Math.abs(value - probabilities[index]![label]!)).toBeLessThan(1e-4);
      });
      expect(row.indexOf(Math.max(...row))).toBe(predictions[index]);
    });
  });

  it('solves many episodes as it solves each', async () => {
    const cases = golden.filter(({ ways, support, c }) => ways === 5 && support.length === 25 && c === 1);
    const parts = [cases.map(({ support }) => support), cases.map(({ query }) => query)] as const;
    const scores = await logisticRegression()(tensor3d(parts[0]), tensor3d(parts[1]), { ways: 5 });
    const best = scores.arraySync().map((episode) => episode.map((row) => row.indexOf(Math.max(...row))));
    expect(best).toEqual(cases.map(({ predictions }) => predictions));
    expect(cases.length).toBeGreaterThan(3);
  });

  it.each([1e-4, 0.1, 1, 30, 1000, 1e5])('converges on features %s as long', async (scale) => {
    const { support, query, ways } = golden[3]!;
    const times = (rows: number[][]) => tensor3d([rows.map((row) => row.map((value) => value * scale))]);
    const scores = await logisticRegression()(times(support), times(query), { ways });
    expect(scores.arraySync().flat(2).every(Number.isFinite)).toBe(true);
  });

  it('leans to the data as c grows', async () => {
    const confidence = async (c: number) => {
      const scores = await logisticRegression({ c })(pair(1), pair(1), { ways: 2 });
      return softmax(scores).arraySync()[0]![0]![0]!;
    };
    const confidences = [await confidence(1e-3), await confidence(1), await confidence(1e3)];
    expect(confidences[0]).toBeCloseTo(0.5, 2);
    expect(confidences[1]!).toBeGreaterThan(confidences[0]! + 0.05);
    expect(confidences[2]!).toBeGreaterThan(0.99);
  });

  it('says what it cannot solve, and leaves no tensor', async () => {
    const wrong = [pair(Number.NaN), pair(1e30), pair(1)] as const;
    const before = memory().numTensors;
    await expect(logisticRegression()(wrong[0], wrong[2], { ways: 2 })).rejects.toThrow(
      'logisticRegression: the support of episode 0 has features that are not finite or too large',
    );
    await expect(logisticRegression()(wrong[1], wrong[2], { ways: 2 })).rejects.toThrow('not finite or too large');
    await expect(logisticRegression({ maxIterations: 1 })(wrong[2], wrong[2], { ways: 2 })).rejects.toThrow(
      'logisticRegression: episode 0 has not converged in maxIterations (1)',
    );
    expect(memory().numTensors).toBe(before);
  });

  it.each([
    [{ c: 0 }, 'logisticRegression: c (0) must be a finite number above 0'],
    [{ c: Number.NaN }, 'logisticRegression: c (NaN) must be'],
    [{ maxIterations: 0 }, 'logisticRegression: maxIterations (0) must be a whole number of at least 1'],
    [{ tolerance: 0 }, 'logisticRegression: tolerance (0) must lie between 0 and 1'],
  ])('refuses %j', (options, message) => {
    expect(() => logisticRegression(options)).toThrow(message);
  });
});
