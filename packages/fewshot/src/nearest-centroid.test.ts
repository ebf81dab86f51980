import { memory, tensor1d, tensor3d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { testClassifier } from '../test/classifier-contract.js';
import golden from './fixtures/centroids.json' with { type: 'json' };
import { type NearestCentroidOptions, nearestCentroid } from './nearest-centroid.js';

describe('nearestCentroid', () => {
  testClassifier('nearestCentroid', nearestCentroid());
});

describe('nearestCentroid, l2', () => {
  testClassifier('nearestCentroid', nearestCentroid({ normalize: 'l2' }));
});

describe('nearestCentroid, cosine', () => {
  testClassifier('nearestCentroid', nearestCentroid({ distance: 'cosine' }));
});

describe('nearestCentroid', () => {
  it("equals numpy's centroids and distances", () => {
    for (const { ways, support, query, center, expected } of golden) {
      for (const { normalize, distance, centered, scores } of expected) {
        const options = { normalize, distance, ...(centered && { center }) } as NearestCentroidOptions;
        const actual = nearestCentroid(options)(tensor3d([support]), tensor3d([query]), { ways }).arraySync()[0]!;
        actual.flat().forEach((score, index) => {
          const wanted = scores.flat()[index]!;
          expect(Math.abs(score - wanted)).toBeLessThan(2e-5 * Math.max(1, Math.abs(wanted)));
        });
      }
    }
  });

  it('tells apart features that are long and lie close together', () => {
    const support = tensor3d([
      [
        [1000, 1000],
        [1000, 1001],
      ],
    ]);
    const query = tensor3d([
      [
        [1000, 1000.25],
        [1000, 1000.75],
      ],
    ]);
    const scores = nearestCentroid()(support, query, { ways: 2 }).arraySync()[0]!;
    expect(scores).toEqual([
      [-0.0625, -0.5625],
      [-0.5625, -0.0625],
    ]);
  });

  it('takes a center as a tensor or as numbers, and keeps the tensor', () => {
    const { support, query, center, ways } = golden[1]!;
    const tensor = tensor1d(center);
    const byTensor = nearestCentroid({ center: tensor, normalize: 'l2' });
    const byNumbers = nearestCentroid({ center: Float64Array.from(center), normalize: 'l2' });
    const before = memory().numTensors;
    const parts = [tensor3d([support]), tensor3d([query])] as const;
    const scores = [byTensor(...parts, { ways }), byNumbers(...parts, { ways })];
    expect(scores[0]!.arraySync()).toEqual(scores[1]!.arraySync());
    for (const used of [...parts, ...scores]) used.dispose();
    expect(memory().numTensors).toBe(before);
    expect(tensor.isDisposed).toBe(false);
  });

  it('says what is wrong with an option', () => {
    const support = tensor3d([
      [
        [1, 0],
        [0, 1],
      ],
    ]);
    expect(() => nearestCentroid({ center: [1, 2, 3] })(support, support, { ways: 2 })).toThrow(
      "nearestCentroid: center [3] must be [D] with the features' D (2)",
    );
    expect(() => nearestCentroid({ normalize: 'l1' as 'l2' })).toThrow(
      'nearestCentroid: normalize ("l1") must be "l2" or "none"',
    );
    expect(() => nearestCentroid({ distance: 'dot' as 'cosine' })).toThrow(
      'nearestCentroid: distance ("dot") must be "euclidean" or "cosine"',
    );
  });
});
