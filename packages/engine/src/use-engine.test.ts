import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { scratchFolder } from '../test/scratch.js';
import { EngineError } from './engine-error.js';
import { savedModels } from './engines/tensorflow.js';
import { useEngine } from './use-engine.js';

const cache = scratchFolder(); // without an engine

beforeEach(() => vi.stubEnv('CLCE_ENGINE', ''));
afterEach(() => vi.unstubAllEnvs());

/** One step's worth of a convolution's gradients. */
async function filterGradient(): Promise<number> {
  const loss = (filter: tf.Tensor4D) =>
    tf.sum(tf.relu(tf.conv2d(tf.ones([2, 8, 8, 3]) as tf.Tensor4D, filter, 1, 'same')));
  const gradient = tf.tidy(() => tf.grad(loss as never)(tf.ones([3, 3, 3, 4])));
  const [first = Number.NaN] = await gradient.data();
  gradient.dispose();
  return first;
}

describe('useEngine', () => {
  it('falls on to wasm where TensorFlow is not installed, and says why', async () => {
    const engine = await useEngine({ cache });
    expect(engine.name).toBe('wasm');
    expect(engine.device).toMatch(/^CPU, \d+ cores?/);
    expect(engine.versions).toMatchObject({ node: process.versions.node, tfjs: tf.version.tfjs });
    expect(engine.rejected.map(({ name, device }) => `${name} ${device}`)).toEqual([
      'tensorflow gpu',
      'tensorflow cpu',
      'webgpu gpu',
    ]);
    expect(engine.rejected[1]?.reason).toMatch(
      /^not installed: run `npx clce-engine install --cpu`$|^TensorFlow (has no|needs)/,
    );
    expect(engine.rejected[2]?.reason).toBe('not installed: run `npm install webgpu @tensorflow/tfjs-backend-webgpu`');
  });

  it('gives the same engine a second time', async () => {
    expect(await useEngine({ cache })).toEqual(await useEngine({ cache }));
    expect(tf.getBackend()).toBe('wasm');
  });

  it.each(['wasm', 'cpu'] as const)('starts %s ready to train, and leaks nothing', async (name) => {
    const { numTensors } = tf.memory();
    const engine = await useEngine({ engine: name, cache });
    expect(engine).toMatchObject({ name, rejected: [] });
    expect(tf.getBackend()).toBe(name);
    expect(await filterGradient()).toBe(98); // the filter's corner sees 7 × 7 pixels of two images
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it('obeys CLCE_ENGINE, and its option before that', async () => {
    vi.stubEnv('CLCE_ENGINE', 'cpu');
    expect((await useEngine({ cache })).name).toBe('cpu');
    expect((await useEngine({ cache, engine: 'wasm' })).name).toBe('wasm');
  });

  it('fails clearly if the engine asked for cannot be had', async () => {
    vi.stubEnv('CLCE_ENGINE', 'tensorflow-cpu');
    const attempt = useEngine({ cache });
    await expect(attempt).rejects.toThrow(EngineError);
    await expect(attempt).rejects.toThrow(/^the engine 'tensorflow-cpu' can't be had: (not installed: run|TensorFlow)/);
    await expect(useEngine({ cache, engine: 'tensorflow' })).rejects.toThrow(/can't be had: on gpu, .+; on cpu, .+/);
    await expect(useEngine({ cache, engine: 'webgpu' })).rejects.toThrow(
      'npm install webgpu @tensorflow/tfjs-backend-webgpu',
    );
  });

  it('lists the engines if it is asked for an unknown one', async () => {
    vi.stubEnv('CLCE_ENGINE', 'metal');
    await expect(useEngine({ cache })).rejects.toThrow(
      /^CLCE_ENGINE: unknown engine 'metal'; choose one of tensorflow, /,
    );
    await expect(useEngine({ cache, engine: 'cuda' as never })).rejects.toThrow("useEngine: unknown engine 'cuda'");
  });

  it('recommends no other package on the terminal', async () => {
    const warn = vi.spyOn(console, 'warn');
    await useEngine({ engine: 'cpu', cache });
    tf.tidy(() => tf.add(1, 2).dataSync());
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });
});

it('has no saved models without TensorFlow', () => {
  expect(savedModels).toThrow("savedModels: TensorFlow is not in use; call useEngine({ engine: 'tensorflow' }) first");
});
