import { mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { tensorflowBackend } from '@clce/ops';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { scratchFolder } from '../test/scratch.js';
import { type TrainingOptions, trainingBatch, trainingStep } from '../test/training-step.js';
import { EngineError, errorLine } from './engine-error.js';
import { findTensorflow } from './find-tensorflow.js';
import { savedModels, useEngine } from './index.js';
import { compileStep } from './trace/compile-step.js';
import type { CompiledStep } from './trace/step.js';

const missing = await findTensorflow('cpu').then(() => '', errorLine);
const scratch = scratchFolder();

it.runIf(process.env.CLCE_REQUIRE_ENGINE === '1')('has an engine, which CLCE_REQUIRE_ENGINE=1 asks for', () => {
  expect(missing).toBe('');
});

type Pair = Record<'a' | 'b', tf.Tensor>;

/** Both swapped, one multiplied, and the sum of what they were. */
const swap = ({ a, b }: Pair, { factor }: { factor: tf.Tensor }) => ({
  state: { a: tf.mul(b, factor), b: a },
  outputs: { sum: tf.sum(tf.add(a, b)) },
});

const pair = (): Pair => ({ a: tf.tensor1d([1, 2]), b: tf.tensor1d([10, 20]) });
const factor = (value: number) => ({ factor: tf.scalar(value) });

const values = (record: Record<string, tf.Tensor>) =>
  Object.fromEntries(Object.entries(record).map(([name, tensor]) => [name, [...tensor.dataSync()]]));

/** What holds on any engine. */
function testSteps(): void {
  it('runs, reads, writes, and leaves the caller its tensors', () => {
    const state = pair();
    const compiled = compileStep(swap, { state });
    const saved = compiled.read();
    expect(values(compiled.run(factor(2)))).toEqual({ sum: [33] });
    expect(values(compiled.read())).toEqual({ a: [20, 40], b: [1, 2] });
    expect(values(compiled.run(factor(3)))).toEqual({ sum: [63] });
    expect(values(compiled.read())).toEqual({ a: [3, 6], b: [20, 40] });
    compiled.write(saved);
    expect(values(compiled.read())).toEqual(values(state));
    expect(values(compiled.run(factor(2)))).toEqual({ sum: [33] });
    expect(values(state)).toEqual({ a: [1, 2], b: [10, 20] });
    compiled.dispose();
  });

  it('keeps its state when the surrounding tidy ends', () => {
    let compiled: CompiledStep<Pair, ReturnType<typeof factor>, { sum: tf.Tensor }> | undefined;
    tf.tidy(() => {
      compiled = compileStep(swap, { state: pair(), batch: factor(1) });
    });
    tf.tidy(() => void compiled?.run(factor(2)));
    tf.tidy(() => {
      expect(values(compiled!.run(factor(3)))).toEqual({ sum: [63] });
    });
    compiled?.dispose();
  });

  it('tells apart tensors that share their data', () => {
    const one = tf.tensor1d([1, 2]);
    const compiled = compileStep(swap, { state: { a: one, b: tf.clone(one) } });
    compiled.run(factor(2));
    expect(values(compiled.read())).toEqual({ a: [2, 4], b: [1, 2] });
    compiled.dispose();
  });

  it('leaves no tensor behind', () => {
    const { numTensors } = tf.memory();
    tf.tidy(() => {
      const [state, batch] = [pair(), factor(2)];
      const before = tf.memory().numTensors;
      const compiled = compileStep(swap, { state, batch });
      for (let i = 0; i < 3; i++) tf.dispose(compiled.run(batch));
      const held = tf.memory().numTensors;
      for (let i = 0; i < 3; i++) tf.dispose(compiled.run(batch));
      expect(tf.memory().numTensors).toBe(held);
      tf.dispose(compiled.read());
      compiled.write(state);
      compiled.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it('keeps its state through a step that fails', () => {
    let broken = false;
    const state = { a: tf.scalar(1) };
    const compiled = compileStep(
      ({ a }: typeof state, { x }: { x: tf.Tensor }) => {
        if (broken) throw new Error('broken');
        return { state: { a: tf.add(a, tf.sum(x)) }, outputs: { sum: tf.sum(x) } };
      },
      { state },
    );
    compiled.run({ x: tf.ones([2]) });
    broken = true;
    expect(() => compiled.run({ x: tf.ones([3]) })).toThrow('broken');
    expect(values(compiled.read())).toEqual({ a: [3] });
    compiled.dispose();
  });

  it('may have no outputs, and leave parts of the state as they are', () => {
    const step = ({ a, b }: Pair) => ({ state: { a: tf.add(a, b), b }, outputs: {} });
    const compiled = compileStep(step, { state: pair() });
    expect(compiled.run({})).toEqual({});
    expect(values(compiled.read())).toEqual({ a: [11, 22], b: [10, 20] });
    compiled.dispose();
  });

  it('may have no state, and gives back what it was given', () => {
    const compiled = compileStep(
      (state: object, { x }: { x: tf.Tensor }) => ({ state, outputs: { x, y: tf.neg(x) } }),
      {
        state: {},
      },
    );
    const x = tf.tensor1d([1, 2]);
    const outputs = compiled.run({ x });
    expect(values(outputs)).toEqual({ x: [1, 2], y: [-1, -2] });
    outputs.x.dispose();
    expect([...x.dataSync()]).toEqual([1, 2]);
    expect(compiled.read()).toEqual({});
    compiled.write({});
    compiled.dispose();
  });

  it.each<[string, () => unknown, string]>([
    [
      'a number in the batch',
      () => compileStep(swap, { state: pair() }).run({ factor: 2 as never }),
      'batch.factor must be a tensor or a record of tensors, got the number 2',
    ],
    [
      'an array in the state',
      () => compileStep(swap, { state: { a: [] as unknown as tf.Tensor, b: tf.scalar(1) } }),
      'state.a must be a tensor or a record of tensors, got an array',
    ],
    [
      'a disposed tensor',
      () => compileStep(swap, { state: pair() }).run({ factor: disposed() }),
      'batch.factor is disposed',
    ],
    [
      'another shape of the state',
      () => compileStep(({ a, b }: Pair) => ({ state: { a, b: tf.sum(b) }, outputs: {} }), { state: pair() }).run({}),
      'state.b must stay float32 [2], but became float32 []',
    ],
    [
      'a part that is missing',
      () => compileStep(({ a }: Pair) => ({ state: { a } as Pair, outputs: {} }), { state: pair() }).run({}),
      'state.b is missing in the new state',
    ],
    [
      'a part too many',
      () => compileStep(({ a }) => ({ state: { a, c: a }, outputs: {} }), { state: { a: tf.scalar(1) } }).run({}),
      'state.c is not in the initial state',
    ],
    [
      'writing another state',
      () => compileStep(swap, { state: pair() }).write({ a: tf.scalar(1), b: tf.scalar(2) }),
      'state.a must stay float32 [2], but became float32 []',
    ],
    [
      'maxTraces 0',
      () => compileStep(swap, { state: pair(), maxTraces: 0 }),
      'maxTraces (0) must be a positive integer',
    ],
  ])('refuses %s', (_, attempt, message) => {
    expect(attempt).toThrow(EngineError);
    expect(attempt).toThrow(`compileStep: ${message}`);
  });

  it('says that it is disposed', () => {
    const compiled = compileStep(swap, { state: pair() });
    compiled.dispose();
    compiled.dispose();
    expect(() => compiled.run(factor(1))).toThrow('compileStep: this step is disposed');
    expect(() => compiled.read()).toThrow('compileStep: this step is disposed');
  });
}

const disposed = () => {
  const tensor = tf.scalar(1);
  tensor.dispose();
  return tensor;
};

describe('compileStep on cpu', () => {
  beforeEach(async () => {
    await tf.setBackend('cpu');
    tf.engine().startScope();
  });
  afterEach(() => tf.engine().endScope());
  testSteps();

  it('traces nothing', () => {
    const compiled = compileStep(swap, { state: pair(), batch: factor(1) });
    expect(compiled.report()).toEqual({ traces: 0, seconds: 0 });
    compiled.dispose();
  });
});

describe.skipIf(missing)(`compileStep on TensorFlow${missing && ` (skipped: ${missing})`}`, () => {
  beforeEach(async () => {
    await useEngine({ engine: 'tensorflow-cpu' });
    tf.engine().startScope();
  });
  afterEach(() => tf.engine().endScope());
  testSteps();

  const conv4 = { backbone: 'conv4', widths: [8, 8, 8, 8], imageShape: [16, 16, 3] } as const;
  const resnet12 = { backbone: 'resnet12', widths: [4, 8, 8, 8], imageShape: [16, 16, 3] } as const;
  const nets = { conv4, resnet12 } as unknown as Record<string, TrainingOptions>;

  it.each([
    ['conv4', 'ce', 'sgd'],
    ['conv4', 'clce', 'sgd'],
    ['conv4', 'clce', 'adamw'],
    ['resnet12', 'clce', 'sgd'],
    ['resnet12', 'ce', 'adamw'],
  ] as const)('trains %s with %s and %s as eagerly, for 50 steps with warm-up', (net, loss, optimizer) => {
    const options: TrainingOptions = { ...nets[net]!, loss, optimizer };
    const { initialize, step } = trainingStep(options);
    let state = initialize(1);
    const compiled = compileStep(step, { state });
    for (let i = 0; i < 50; i++) {
      const rate = ((optimizer === 'sgd' ? 0.02 : 1e-3) * Math.min(i + 1, 10)) / 10;
      const batch = trainingBatch(options, 16, i, rate);
      const { state: next, outputs } = step(state, batch);
      const traced = compiled.run(batch);
      const [expected, actual] = [outputs.loss.dataSync()[0]!, traced.loss.dataSync()[0]!];
      expect(Math.abs(actual - expected) / Math.abs(expected), `step ${i}`).toBeLessThan(1e-5);
      tf.dispose([state, batch, outputs, traced] as never);
      state = next;
    }
    expect(compiled.report().traces).toBe(1);
    compiled.dispose();
  });

  it('goes on from a state that was read, as if nothing had been', () => {
    const options: TrainingOptions = { ...nets.conv4!, loss: 'clce', optimizer: 'adamw' };
    const { initialize, step } = trainingStep(options);
    const state = initialize(1);
    const batches = [1, 2, 3, 4, 5].map((seed) => trainingBatch(options, 16, seed, 1e-3));
    const compiled = compileStep(step, { state });
    for (const batch of batches.slice(0, 2)) compiled.run(batch);
    const saved = compiled.read();
    const goOn = (from: typeof compiled) => batches.slice(2).map((batch) => from.run(batch).loss.dataSync()[0]);
    const losses = goOn(compiled);
    compiled.write(saved);
    expect(goOn(compiled)).toEqual(losses);
    const other = compileStep(step, { state: saved }); // two at once share nothing
    expect(goOn(other)).toEqual(losses);
    expect(Object.keys(saved.parameters)).toEqual(Object.keys(state.parameters));
    for (const made of [compiled, other]) made.dispose();
  });

  it('traces each shape of batches once, over one state, up to a number', () => {
    const state = { sum: tf.scalar(0) };
    const step = ({ sum }: typeof state, { x }: { x: tf.Tensor }) => {
      const next = tf.add(sum, tf.mul(tf.sum(x), x.size));
      return { state: { sum: next }, outputs: { next } };
    };
    const compiled = compileStep(step, { state, batch: { x: tf.ones([2]) }, maxTraces: 2 });
    expect(compiled.report().traces).toBe(1);
    const after = [2, 3, 2, 3].map((size) => compiled.run({ x: tf.ones([size]) }).next.dataSync()[0]);
    expect(after).toEqual([4, 13, 17, 26]);
    expect(compiled.report().traces).toBe(2);
    expect(compiled.report().seconds).toBeGreaterThan(0);
    expect(() => compiled.run({ x: tf.ones([4]) })).toThrow(
      'compileStep: batch.x float32 [4] would be one shape of batches more than maxTraces (2)',
    );
    expect(compiled.run({ x: tf.ones([2]) }).next.dataSync()[0]).toBe(30);
    compiled.dispose();
  });

  it('takes the seed of a stateless random op from the batch, and bool and int32 state', () => {
    const state = { on: tf.scalar(true, 'bool'), count: tf.scalar(1, 'int32') };
    const step = ({ on, count }: typeof state, { seed }: { seed: tf.Tensor }) => {
      const types = { T: { type: 'int32' }, dtype: { type: 'float32' }, Tseed: { type: 'int32' } } as const;
      const [noise] = tensorflowBackend()!.execute(
        'StatelessRandomUniform',
        types,
        [tf.tensor1d([3], 'int32'), seed],
        1,
      );
      return {
        state: { on: tf.logicalNot(on), count: tf.add(count, tf.scalar(1, 'int32')) },
        outputs: { noise: noise! },
      };
    };
    const compiled = compileStep(step, { state });
    const draw = (seed: number) => [...compiled.run({ seed: tf.tensor1d([seed, 0], 'int32') }).noise.dataSync()];
    const [one, two, again] = [draw(1), draw(2), draw(1)];
    expect(one).toEqual([...step(state, { seed: tf.tensor1d([1, 0], 'int32') }).outputs.noise.dataSync()]);
    expect(again).toEqual(one);
    expect(two).not.toEqual(one);
    expect(values(compiled.read())).toEqual({ on: [0], count: [4] });
    expect(compiled.read().on.dtype).toBe('bool');
    compiled.dispose();
  });

  it('looks up rows by indices of the batch', () => {
    const state = { table: tf.tensor2d([[1], [2], [3]]) };
    const step = ({ table }: typeof state, { rows }: { rows: tf.Tensor1D }) => ({
      state: { table: tf.mul(table, 2) },
      outputs: { found: tf.gather(table, rows) },
    });
    const compiled = compileStep(step, { state });
    const find = (...rows: number[]) => [...compiled.run({ rows: tf.tensor1d(rows, 'int32') }).found.dataSync()];
    expect(find(2, 0)).toEqual([3, 1]);
    expect(() => find(1, 7)).toThrow('7 is not in [0, 3)');
    expect(find(0, 1)).toEqual([2, 4]); // the step that failed has not doubled the table
    compiled.dispose();
  });

  type State = { a: tf.Tensor };
  const outside = () => tf.tidy(() => tf.keep(tf.scalar(3)));
  let runs = 0;
  const random = (shape: number[]) => tf.tensor(Array.from({ length: shape[0]! }, Math.random));

  it.each<[string, (a: tf.Tensor) => tf.Tensor, RegExp]>([
    [
      'dataSync',
      (a) => tf.mul(a, tf.square(a).dataSync()[0]!),
      /^compileStep: a value is read back inside the step \(made by Square at .*compile-step.test.ts:\d+:\d+\)?\), at .*compile-step.test.ts:\d+/,
    ],
    [
      'dataSync of the state',
      (a) => tf.mul(a, a.dataSync()[0]!),
      /^compileStep: a value is read back inside the step \(it is part of the state\), at .*compile-step.test.ts:\d+/,
    ],
    [
      'data',
      (a) => {
        void a.data();
        return tf.neg(a);
      },
      /^compileStep: a value is read back inside the step .*compile-step.test.ts:\d+/,
    ],
    [
      'numbers drawn in JavaScript',
      (a) => tf.add(a, random([2])),
      /^compileStep: a random number is drawn in JavaScript inside the step; .*, at .*compile-step.test.ts:\d+/,
    ],
    [
      'an unseeded tf.randomNormal',
      (a) => tf.add(a, tf.randomNormal([2])),
      /^compileStep: a random number is drawn in JavaScript inside the step; .*compile-step.test.ts:\d+/,
    ],
    [
      'a counter',
      (a) => tf.add(a, runs++),
      /^compileStep: a tensor made in JavaScript inside the step differs between two runs .*compile-step.test.ts:\d+/,
    ],
    [
      'a hidden branch',
      (a) => (runs++ % 2 ? tf.neg(a) : tf.abs(a)),
      /^compileStep: two runs of the step do not do the same: \w+ in the first, \w+ in the second.*compile-step.test.ts:\d+/,
    ],
    [
      'a tensor from outside',
      (a) => tf.add(a, captured()),
      /^compileStep: Add reads a tensor made outside of the step.*compile-step.test.ts:\d+/,
    ],
    [
      'a random op',
      (a) => tf.cast(tf.multinomial(a as tf.Tensor1D, 3, 7), 'float32'),
      /^compileStep: Multinomial draws from a hidden state.*compile-step.test.ts:\d+/,
    ],
    [
      'a shape that depends on values',
      (a) => tf.unique(a as tf.Tensor1D).values,
      /^compileStep: Unique\w* gives a tensor whose shape depends on its values, at .*compile-step.test.ts:\d+/,
    ],
  ])('refuses %s, and names the line', (_, change, message) => {
    captive = outside();
    const compiled = compileStep(({ a }: State) => ({ state: { a }, outputs: { b: change(a) } }), {
      state: { a: tf.tensor1d([1, 2]) },
    });
    expect(() => compiled.run({})).toThrow(message);
    expect(values(compiled.read())).toEqual({ a: [1, 2] });
    compiled.dispose();
    captive.dispose();
  });

  let captive = tf.scalar(0);
  const captured = () => captive;

  it('refuses to return what a hidden state picks', () => {
    const step = ({ a }: State) => {
      const [one, other] = [tf.neg(a), tf.abs(a)];
      return { state: { a }, outputs: { b: runs++ % 2 ? one : other } };
    };
    expect(() => compileStep(step, { state: { a: tf.scalar(1) }, batch: {} })).toThrow(
      'compileStep: two runs of the step return different results of the same ops',
    );
    const named = ({ a }: State) => ({ state: { a }, outputs: runs++ % 2 ? { one: a } : { other: a } });
    expect(() => compileStep(named, { state: { a: tf.scalar(1) }, batch: {} })).toThrow('different results');
  });

  it('refuses an asynchronous step', () => {
    const step = async ({ a }: State) => ({ state: { a }, outputs: {} });
    expect(() => compileStep(step as never, { state: pair(), batch: {} })).toThrow('the step is asynchronous');
  });

  it('refuses another compiled step inside', () => {
    const inner = compileStep(swap, { state: pair(), batch: factor(1) });
    const step = ({ a }: State, batch: ReturnType<typeof factor>) => ({ state: { a }, outputs: inner.run(batch) });
    expect(() => compileStep(step, { state: { a: tf.scalar(1) }, batch: factor(1) })).toThrow(
      /another compiled step is run inside the step, at .*compile-step.test.ts/,
    );
    inner.dispose();
  });

  it('leaves no file and no session behind, also when it fails', () => {
    vi.stubEnv('TMPDIR', mkdtempSync(join(scratch, 'tmp-')));
    const sessions = savedModels().getNumOfSavedModels();
    const compiled = compileStep(swap, { state: pair(), batch: factor(2) });
    expect(() => compileStep(swap, { state: pair(), batch: { factor: tf.ones([3]) } })).toThrow();
    expect(savedModels().getNumOfSavedModels()).toBe(sessions + 1);
    compiled.dispose();
    expect(savedModels().getNumOfSavedModels()).toBe(sessions);
    expect(readdirSync(process.env.TMPDIR!)).toEqual([]);
    vi.unstubAllEnvs();
  });
});
