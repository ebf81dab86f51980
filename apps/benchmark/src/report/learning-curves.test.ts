import { describe, expect, it } from 'vitest';
import { learningCurves, trainings } from './learning-curves.js';
import type { MetricLine } from './schema.js';

const line = (step: number, objective: number | null, loss = 'ce'): MetricLine => ({
  loss,
  seed: 1,
  step,
  epoch: 0,
  objective,
});

describe('trainings', () => {
  it('sorts steps, and of a step logged twice takes the later line', () => {
    const [ce, clce] = trainings([line(2, 2), line(1, 1), line(5, 0, 'clce'), line(2, 9)]);
    expect(ce!.lines.map(({ step, objective }) => [step, objective])).toEqual([
      [1, 1],
      [2, 9],
    ]);
    expect(clce!.loss).toBe('clce');
  });
});

describe('learningCurves', () => {
  it('averages neighbouring steps down to the number of points asked for', () => {
    const all = trainings(Array.from({ length: 10 }, (_, i) => line(i, i * 10)));
    const { curves, averaged } = learningCurves(all, 'objective', 5);
    expect(averaged).toBe(2);
    expect(curves[0]!.points).toEqual([0.5, 2.5, 4.5, 6.5, 8.5].map((step) => ({ step, value: step * 10 })));
  });

  it('leaves out what is not finite, and a training without the quantity', () => {
    const all = trainings([line(0, Number.NaN), line(1, null), line(2, 7), line(0, null, 'clce')]);
    expect(learningCurves(all, 'objective').curves).toEqual([{ loss: 'ce', seed: 1, points: [{ step: 2, value: 7 }] }]);
    expect(learningCurves(all, 'contrastive').curves).toEqual([]);
  });
});
