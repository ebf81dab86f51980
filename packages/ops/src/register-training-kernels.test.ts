import {
  avgPool,
  concat,
  conv2d,
  conv2dTranspose,
  elu,
  gather,
  getKernel,
  image,
  leakyRelu,
  logSoftmax,
  logSumExp,
  matMul,
  max,
  maxPool,
  mean,
  memory,
  pad,
  randomNormal,
  relu,
  relu6,
  type Scalar,
  selu,
  sigmoid,
  slice,
  softmax,
  softplus,
  split,
  sum,
  type Tensor,
  type Tensor4D,
  tanh,
  tensor1d,
  tensor4d,
  tidy,
  tile,
  transpose,
  where,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { useBackend } from './fixtures/backends.js';
import { registerTrainingKernels, valueAndGradients } from './index.js';

beforeAll(async () => {
  await useBackend('wasm');
});

const filter = () => randomNormal([3, 3, 2, 2], 0, 1, 'float32', 2) as Tensor4D;

const layers: Record<string, (x: Tensor4D) => Tensor> = {
  avgPool: (x) => avgPool(x, 2, 2, 'valid'),
  concat: (x) => concat([x, x], 3),
  conv2d: (x) => conv2d(x, filter(), 1, 'same'),
  conv2dTranspose: (x) => conv2dTranspose(x, filter(), [2, 8, 8, 2], 2, 'same'),
  elu: (x) => elu(x),
  gather: (x) => gather(x, tensor1d([1, 1, 0], 'int32')),
  'gather, last axis': (x) => gather(x, tensor1d([1, 0, 1], 'int32'), 3),
  leakyRelu: (x) => leakyRelu(x, 0.1),
  logSoftmax: (x) => logSoftmax(x),
  logSumExp: (x) => logSumExp(x, 3),
  max: (x) => max(x, 3),
  maxPool: (x) => maxPool(x, 2, 2, 'valid'),
  mean: (x) => mean(x, [1, 2]),
  pad: (x) => pad(x, [[0, 0], [1, 1], [1, 1], [0, 0]]), // biome-ignore format: one line
  relu: (x) => relu(x),
  relu6: (x) => relu6(x),
  resizeBilinear: (x) => image.resizeBilinear(x, [3, 3]),
  selu: (x) => selu(x),
  sigmoid: (x) => sigmoid(x),
  slice: (x) => slice(x, [0, 1, 1, 0], [2, 2, 2, 2]),
  softmax: (x) => softmax(x),
  softplus: (x) => softplus(x),
  split: (x) => split(x, 2, 3)[1]!,
  tanh: (x) => tanh(x),
  tile: (x) => tile(x, [1, 2, 1, 1]),
  transpose: (x) => transpose(x, [3, 0, 1, 2]),
  where: (x) => where(tensor1d([1, 0], 'bool'), x, relu(x)),
};

/** The gradient of sum(tanh(layer(x))) on the active backend. */
function gradientOf(layer: (x: Tensor4D) => Tensor): number[] {
  return tidy(() => {
    const x = randomNormal([2, 4, 4, 2], 0, 1, 'float32', 1);
    const objective = (given: Record<string, Tensor>) => ({
      loss: sum(tanh(layer(given.x as Tensor4D))) as Scalar,
      aux: {},
    });
    return [...valueAndGradients(objective, { x }).gradients.x!.dataSync()];
  });
}

test.each(Object.keys(layers))('%s has the same gradient on wasm as on cpu', async (name) => {
  const onWasm = gradientOf(layers[name]!);
  await useBackend('cpu');
  const onCpu = gradientOf(layers[name]!);
  await useBackend('wasm');
  for (const [i, value] of onCpu.entries()) expect(onWasm[i]).toBeCloseTo(value, 5);
});

test('a second call changes nothing', () => {
  const names = ['BatchMatMul', 'Conv2DBackpropFilter', 'Conv2DBackpropInput', 'MaxPoolGrad', 'UnsortedSegmentSum'];
  const functions = () => names.map((name) => getKernel(name, 'wasm').kernelFunc);
  const before = functions();
  registerTrainingKernels('wasm');
  expect(functions()).toEqual(before);
});

test('a transposed product on wasm is that of the transposed matrix, to the last bit', () => {
  tidy(() => {
    const [a, b] = [randomNormal([70, 20], 0, 1, 'float32', 1), randomNormal([30, 70], 0, 1, 'float32', 2)];
    const product = matMul(a, b, true, true);
    expect([...product.dataSync()]).toEqual([...matMul(transpose(a), transpose(b)).dataSync()]);
  });
});

describe('maxPool on wasm', () => {
  const gradient = (values: number[]) =>
    tidy(() => {
      const objective = (given: Record<string, Tensor>) => ({
        loss: sum(maxPool(given.x as Tensor4D, 2, 2, 'valid')) as Scalar,
        aux: {},
      });
      return [...valueAndGradients(objective, { x: tensor4d(values, [2, 2, 2, 1]) }).gradients.x!.dataSync()];
    });

  test('a window of negative values, or of equal ones, gives its gradient to its own maximum', () => {
    expect(gradient([5, 1, 2, 3, -4, -3, -1, -2])).toEqual([1, 0, 0, 0, 0, 0, 1, 0]);
    expect(gradient([5, 1, 2, 3, 0, 0, 0, 0])).toEqual([1, 0, 0, 0, 1, 0, 0, 0]);
  });

  test('a window of NaN gives it to none', () => {
    expect(gradient([5, 1, 2, 3, NaN, NaN, NaN, NaN])).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
  });
});

test('refuses a dilated convolution and leaves no tensor', () => {
  const x = randomNormal([1, 5, 5, 2]) as Tensor4D;
  const kernel = filter();
  const before = memory().numTensors;
  const objective = (given: Record<string, Tensor>) => ({
    loss: sum(conv2d(given.x as Tensor4D, kernel, 1, 'valid', 'NHWC', 2)) as Scalar,
    aux: {},
  });
  expect(() => valueAndGradients(objective, { x })).toThrow(/dilation/);
  expect(memory().numTensors).toBe(before);
});
