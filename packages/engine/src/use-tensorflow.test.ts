import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { bundle } from '../test/bundle.js';
import { runNode } from '../test/run-node.js';
import { scratchFolder } from '../test/scratch.js';
import { diagnose } from './diagnose.js';
import { errorLine } from './engine-error.js';
import { savedModels } from './engines/tensorflow.js';
import { findTensorflow } from './find-tensorflow.js';
import { useEngine } from './use-engine.js';
import { tensorflowVersion } from './wheels.js';

// The real engine, from the default cache: `npm test` installs it before.
const missing = await findTensorflow('cpu').then(() => '', errorLine);
const scratch = scratchFolder();

it.runIf(process.env.CLCE_REQUIRE_ENGINE === '1')('has an engine, which CLCE_REQUIRE_ENGINE=1 asks for', () => {
  expect(missing).toBe('');
});

describe.skipIf(missing)(`useEngine on TensorFlow${missing && ` (skipped: ${missing})`}`, () => {
  const request = { engine: 'tensorflow-cpu' } as const;

  it('says what it is made of', async () => {
    const engine = await useEngine(request);
    expect(engine).toMatchObject({ name: 'tensorflow', rejected: [] });
    expect(engine.device).toMatch(/^CPU, \d+ cores?/);
    expect(engine.versions).toMatchObject({
      node: process.versions.node,
      tfjs: tf.version.tfjs,
      tensorflow: tensorflowVersion,
    });
    expect(await useEngine(request)).toEqual(engine);
  });

  it('multiplies, differentiates and leaks nothing', async () => {
    await useEngine(request);
    expect(tf.getBackend()).toBe('tensorflow');
    const before = tf.memory().numTensors;
    const product = tf.tidy(() => tf.sum(tf.matMul(tf.ones([64, 32]), tf.ones([32, 64]))).dataSync()[0]);
    expect(product).toBe(64 * 32 * 64);
    const filter = tf.tidy(() => {
      const loss = (w: tf.Tensor4D) => tf.sum(tf.relu(tf.conv2d(tf.ones([2, 8, 8, 3]) as tf.Tensor4D, w, 1, 'same')));
      return tf.grad(loss as never)(tf.ones([3, 3, 3, 4]));
    });
    expect(filter.dataSync()[0]).toBe(98);
    filter.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('runs what Node 23 took the ground from', async () => {
    await useEngine(request);
    const indices = tf.tidy(() => tf.topk(tf.tensor1d([1, 5, 2]), 2).indices.dataSync());
    expect([...indices]).toEqual([1, 2]);
    expect(tf.tidy(() => tf.concat([tf.ones([1]), tf.zeros([2])]).shape)).toEqual([3]);
  });

  it('saves and loads by file://', async () => {
    await useEngine(request);
    const folder = await mkdtemp(join(scratch, 'model-'));
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 2, inputShape: [3], kernelInitializer: 'ones' })],
    });
    await model.save(`file://${folder}`);
    const loaded = await tf.loadLayersModel(`file://${folder}/model.json`);
    const sums = tf.tidy(() => (loaded.predict(tf.ones([1, 3])) as tf.Tensor).dataSync());
    expect([...sums]).toEqual([3, 3]);
  });

  it('reads saved models, and says where there is none', async () => {
    await useEngine(request);
    await expect(savedModels().getMetaGraphsFromSavedModel(scratch)).rejects.toThrow('saved_model.pb');
    expect(savedModels().getNumOfSavedModels()).toBe(0);
  });

  it('writes nothing to the terminal that was not asked for, and then all of it', async () => {
    const file = await bundle(new URL('../test/compute-on-tensorflow.ts', import.meta.url));
    const quiet = await runNode([file]);
    expect(quiet).toEqual({ code: 0, stdout: 'tensorflow 98\n', stderr: '' });
    const loud = await runNode([file], { CLCE_TF_LOG: '1', TF_CPP_MIN_LOG_LEVEL: undefined });
    expect(loud.stderr).toContain('This TensorFlow binary is optimized');
  });

  it('is found whole by a diagnosis, which tries it', async () => {
    const { engines, cache } = await diagnose();
    expect(engines.find(({ name, device }) => name === 'tensorflow' && device === 'cpu')).toMatchObject({
      available: true,
      versions: { tensorflow: tensorflowVersion },
    });
    expect(cache.installed[0]?.bytes).toBeGreaterThan(5e8);
  });
});
