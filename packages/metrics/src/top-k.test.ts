import { describe, expect, it } from 'vitest';
import golden from './fixtures/intervals.json' with { type: 'json' };
import { topK } from './top-k.js';

describe('topK', () => {
  it("equals scikit-learn's top_k_accuracy_score", () => {
    for (const { scores, labels, accuracies } of golden.rankings) {
      accuracies.forEach((expected, index) => {
        expect(topK(scores, labels, { k: index + 1 })).toBeCloseTo(expected, 12);
      });
    }
  });

  it('reads flat scores as it reads rows', () => {
    for (const { scores, labels } of golden.rankings) {
      const numClasses = scores[0]!.length;
      const flat = new Float64Array(scores.flat());
      expect(topK(flat, labels, { k: 2, numClasses })).toBe(topK(scores, labels, { k: 2 }));
    }
  });

  it('is 1 with k = C, 0 for the worst, and never falls as k grows', () => {
    const scores = [
      [3, 2, 1],
      [1, 3, 2],
    ];
    expect(topK(scores, [2, 0], { k: 1 })).toBe(0);
    expect(topK(scores, [2, 0], { k: 2 })).toBe(0);
    expect(topK(scores, [2, 0], { k: 3 })).toBe(1);
  });

  it('ranks equal scores by class number', () => {
    const alike = [
      [5, 5, 5],
      [5, 5, 5],
      [5, 5, 5],
    ];
    expect(topK(alike, [0, 1, 2], { k: 1 })).toBeCloseTo(1 / 3, 12);
    expect(topK(alike, [0, 1, 2], { k: 2 })).toBeCloseTo(2 / 3, 12);
  });

  it('takes infinite scores as they compare', () => {
    expect(topK([[-Infinity, 0, Infinity]], [2])).toBe(1);
    expect(topK([[-Infinity, 0, -Infinity]], [0], { k: 2 })).toBe(1);
  });

  it.each<[string, () => number]>([
    [
      'topK: the score of row 1 for class 0 is NaN',
      () =>
        topK(
          [
            [1, 2],
            [NaN, 3],
          ],
          [0, 1],
        ),
    ],
    ['topK: label 2 of row 0 is no class; there are 2, numbered from 0', () => topK([[1, 2]], [2])],
    ['topK: label 0.5 of row 0 is no class', () => topK([[1, 2]], [0.5])],
    ['topK: k (3) must be an integer from 1 to the number of classes (2)', () => topK([[1, 2]], [0], { k: 3 })],
    ['topK: k (0) must be', () => topK([[1, 2]], [0], { k: 0 })],
    ['topK: got 1 rows of scores for 2 labels', () => topK([[1, 2]], [0, 1])],
    ['topK: row 1 has 1 scores, row 0 has 2', () => topK([[1, 2], [1]], [0, 0])],
    ['topK: flat scores need numClasses', () => topK([1, 2], [0])],
    ['topK: 3 scores do not make whole rows of numClasses (2)', () => topK([1, 2, 3], [0], { numClasses: 2 })],
    ['topK: got no rows', () => topK([], [], { numClasses: 2 })],
  ])('says %s', (message, call) => {
    expect(call).toThrow(message);
  });
});
