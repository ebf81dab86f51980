import { reshape, type Tensor, type Tensor1D, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { portableUniform } from './portable-uniform.js';
import { tensorflowBackend } from './tensorflow-backend.js';

/**
 * Uniform random numbers in [0, 1) that depend on the seed and the shape alone. The seed is a tensor, and no random number
 * comes from JavaScript: in a traced step it is one more input, and each step draws anew.
 *
 * On the `tensorflow` backend it is TensorFlow's `StatelessRandomUniform`; elsewhere a counter-based generator composed
 * of ops that every backend has, with other numbers for the same seed, each one of 4,091 evenly spaced ones.
 *
 * @param shape - of at most 2²⁴ rows, a row being the last axis
 * @param seed - `[2]`, int32; give each draw its own, such as `[step, layer]`
 *
 * @example
 * ```ts
 * const shift = statelessUniform([32, 2], tensor1d([step, 0], 'int32'));
 * ```
 */
export function statelessUniform(shape: readonly number[], seed: Tensor1D): Tensor {
  checkSeed('statelessUniform', seed);
  return tidy(() => {
    const tensorflow = tensorflowBackend();
    if (!tensorflow) return reshape(portableUniform(rowsAndColumns(shape), seed), [...shape]);
    const attributes = { dtype: { type: 'float32' }, T: { type: 'int32' }, Tseed: { type: 'int32' } } as const;
    return tensorflow.execute('StatelessRandomUniform', attributes, [tensor1d([...shape], 'int32'), seed], 1)[0]!;
  });
}

export function checkSeed(caller: string, { shape, dtype }: Tensor): void {
  if (dtype === 'int32' && shape.length === 1 && shape[0] === 2) return;
  throw new Error(`${caller}: seed must be int32 of shape [2], got ${dtype} of shape [${shape}]`);
}

function rowsAndColumns(shape: readonly number[]): [number, number] {
  const columns = shape.at(-1) ?? 1;
  return [shape.slice(0, -1).reduce((product, length) => product * length, 1), columns];
}
