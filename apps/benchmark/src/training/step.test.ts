import { sgd } from '@clce/optim';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import type { LossName } from '../config/schema.js';
import { createModel } from './model.js';
import { objectives } from './objectives.js';
import { type Batch, type TrainingState, trainingStep } from './step.js';

const loss = { temperature: 0.5, concentration: 1, contrastiveWeight: 0.9, hardNegatives: true, form: 'code' as const };

function start(name: LossName) {
  const objective = objectives[name];
  const backbone = { name: 'conv4' as const, widths: [4, 4, 4, 4] };
  const model = createModel({ backbone, imageShape: [16, 16, 1], classes: 4, objective });
  const optimizer = sgd({ momentum: 0.9, nesterov: true });
  const { parameters, statistics } = model.initialize(1);
  const state: TrainingState = { parameters, statistics, optimizer: optimizer.init(parameters) };
  return { state, step: trainingStep({ model, objective, optimizer, loss }) };
}

/** Two images of each of four classes: a bright quarter tells the class. */
function batch(): Batch {
  const labels = [0, 0, 1, 1, 2, 2, 3, 3];
  const pixels = labels.map((label, i) =>
    Array.from({ length: 256 }, (_, p) =>
      Math.floor(p / 128) * 2 + (Math.floor(p / 8) % 2) === label ? 1 : 0.1 * (i % 2),
    ),
  );
  const images = tf.tensor4d(pixels.flat(), [8, 16, 16, 1]);
  return { images, labels: tf.tensor1d(labels, 'int32'), learningRate: tf.scalar(0.02) };
}

describe.each(['ce', 'clce'] as const)('trainingStep with %s', (name) => {
  it('is pure: the same state and batch give the same numbers, and the state stays as it was', () => {
    const { state, step } = start(name);
    const data = batch();
    const before = state.parameters['head.weight']!.dataSync().slice();
    const [one, two] = [step(state, data), step(state, data)];
    expect(one.outputs.objective!.dataSync()).toEqual(two.outputs.objective!.dataSync());
    expect(one.state.parameters['head.weight']!.dataSync()).toEqual(two.state.parameters['head.weight']!.dataSync());
    expect(state.parameters['head.weight']!.dataSync()).toEqual(before);
    expect(one.state.parameters['head.weight']!.dataSync()).not.toEqual(before);
  });

  it('learns, and holds as many tensors after step 100 as after step 10', { timeout: 120_000 }, () => {
    const { step, ...begun } = start(name);
    const data = batch();
    let { state } = begun;
    const counts: number[] = [];
    const objectivesSeen: number[] = [];
    for (let i = 1; i <= 100; i++) {
      const { state: next, outputs } = step(state, data);
      objectivesSeen.push(outputs.objective!.dataSync()[0]!);
      tf.dispose([state, outputs] as never);
      state = next;
      counts.push(tf.memory().numTensors);
    }
    expect(counts[99]).toBe(counts[9]);
    expect(objectivesSeen[99]).toBeLessThan(0.7 * objectivesSeen[0]!);
  });
});
