import { startEngine } from '@clce/tooling/start-engine';
import { getBackend, memory, softmax, tensor3d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { episodes } from './episodes.js';
import { evaluateEpisodes } from './evaluate-episodes.js';
import centroids from './fixtures/centroids.json' with { type: 'json' };
import golden from './fixtures/logistic.json' with { type: 'json' };
import { logisticRegression } from './logistic-regression.js';
import { nearestCentroid } from './nearest-centroid.js';

const labels = Int32Array.from({ length: 200 }, (_, row) => row % 10);
const data = Float32Array.from({ length: 200 * 16 }, (_, index) => {
  const label = labels[Math.floor(index / 16)]!;
  return 4 * Math.sin(label * (1 + (index % 16))) + 4 * Math.sin(index * index);
});
const tasks = episodes({ labels, ways: 5, shots: 1, seed: 0, count: 30 });

describe.each(['cpu', 'wasm', 'tensorflow'])('on %s', (engine) => {
  let missing: string | undefined;
  beforeAll(async () => {
    missing = await startEngine(engine);
  });

  it.for(golden)('logisticRegression equals scikit-learn: $name', async (example, { skip }) => {
    if (missing) skip(missing);
    expect(getBackend()).toBe(engine);
    const { ways, c, support, query, probabilities } = example;
    const scores = await logisticRegression({ c })(tensor3d([support]), tensor3d([query]), { ways });
    const wanted = probabilities.flat();
    for (const [index, value] of softmax(scores).dataSync<'float32'>().entries()) {
      expect(Math.abs(value - wanted[index]!)).toBeLessThan(1e-4);
    }
  });

  it('nearestCentroid equals numpy', async ({ skip }) => {
    if (missing) skip(missing);
    for (const { ways, support, query, expected } of centroids) {
      const scores = nearestCentroid()(tensor3d([support]), tensor3d([query]), { ways }).dataSync<'float32'>();
      const wanted = expected[0]!.scores.flat();
      for (const [index, value] of scores.entries()) {
        expect(Math.abs(value - wanted[index]!)).toBeLessThan(2e-5 * Math.max(1, Math.abs(wanted[index]!)));
      }
    }
  });

  it.for([
    ['nearestCentroid', nearestCentroid({ normalize: 'l2' }), 0.8391],
    ['logisticRegression', logisticRegression(), 0.8498],
  ] as const)('%s has the same accuracy everywhere and leaves no tensor', async ([, classifier, mean], { skip }) => {
    if (missing) skip(missing);
    const before = memory().numTensors;
    const { accuracies } = await evaluateEpisodes({ data, dimension: 16 }, tasks, classifier, { batchSize: 8 });
    expect(memory().numTensors).toBe(before);
    expect(accuracies.reduce((sum, value) => sum + value) / 30).toBeCloseTo(mean, 3);
  });
});
