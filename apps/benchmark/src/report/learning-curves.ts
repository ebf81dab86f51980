import { isMeasured } from './number-format.js';
import type { MetricLine } from './schema.js';

/** The quantities of a training that can be drawn. */
export type CurveQuantity = 'objective' | 'crossEntropy' | 'contrastive' | 'accuracy' | 'imagesPerSecond';

/** One training in one quantity. */
export interface Curve {
  loss: string;
  seed: number;
  points: { step: number; value: number }[];
}

/** Curves of one quantity; each point is the mean of `averaged` logged steps. */
export interface LearningCurves {
  curves: Curve[];
  averaged: number;
}

/** One training's lines in order of steps; of a step logged twice (a resumed run) the later line counts. */
export interface Training {
  loss: string;
  seed: number;
  lines: MetricLine[];
}

/** Sorts metric lines into trainings, in order of first appearance. */
export function trainings(metrics: MetricLine[]): Training[] {
  const found = new Map<string, { loss: string; seed: number; byStep: Map<number, MetricLine> }>();
  for (const line of metrics) {
    const key = JSON.stringify([line.loss, line.seed]);
    const training = found.get(key) ?? { loss: line.loss, seed: line.seed, byStep: new Map() };
    found.set(key, training);
    training.byStep.set(line.step, line);
  }
  return [...found.values()].map(({ loss, seed, byStep }) => ({
    loss,
    seed,
    lines: [...byStep.values()].sort((a, b) => a.step - b.step),
  }));
}

/**
 * Curves of a quantity with at most `maxPoints` points each, so that a long run stays a small page.
 * Neighbouring steps are averaged; steps without a finite value leave no point.
 */
export function learningCurves(all: Training[], quantity: CurveQuantity, maxPoints = 160): LearningCurves {
  const longest = all.reduce((most, { lines }) => Math.max(most, lines.length), 0);
  const averaged = Math.max(1, Math.ceil(longest / maxPoints));
  const curves = all.map(({ loss, seed, lines }) => ({
    loss,
    seed,
    points: averagePoints(
      lines.map((line) => ({ step: line.step, value: line[quantity] })),
      averaged,
    ),
  }));
  return { curves: curves.filter(({ points }) => points.length > 0), averaged };
}

function averagePoints(values: { step: number; value: number | null | undefined }[], size: number): Curve['points'] {
  const points: Curve['points'] = [];
  for (let start = 0; start < values.length; start += size) {
    const bucket = values.slice(start, start + size).filter(({ value }) => isMeasured(value));
    if (bucket.length === 0) continue;
    points.push({
      step: bucket.reduce((sum, { step }) => sum + step, 0) / bucket.length,
      value: bucket.reduce((sum, { value }) => sum + value!, 0) / bucket.length,
    });
  }
  return points;
}
