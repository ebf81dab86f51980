import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorLine } from './engine-error.js';
import { findTensorflow } from './find-tensorflow.js';
import { compileStep } from './trace/compile-step.js';
import { useEngine } from './use-engine.js';

const missing = await findTensorflow('cpu').then(() => '', errorLine);

type Op = (x: tf.Tensor4D, filter: tf.Tensor4D, labels: tf.Tensor1D) => tf.Tensor;

/** What tfjs-node tells TensorFlow of an op is forgiven when it runs at once, not always in a graph: each is tried. */
const differentiable: Record<string, Op> = {
  abs: (x) => tf.abs(x),
  addN: (x) => tf.addN([x, x, tf.neg(x)]),
  avgPool: (x) => tf.avgPool(x, 2, 2, 'valid'),
  batchNorm: (x) => tf.batchNorm(x, tf.mean(x, [0, 1, 2]), tf.ones([4]), tf.zeros([4]), tf.ones([4]), 1e-5),
  batchToSpace: (x) =>
    tf.spaceToBatchND(
      x,
      [2, 2],
      [
        [0, 0],
        [0, 0],
      ],
    ),
  ceil: (x) => tf.ceil(x),
  clip: (x) => tf.clipByValue(x, -1, 1),
  concat: (x) => tf.concat([x, tf.square(x)], 3),
  conv2d: (x, filter) => tf.conv2d(x, filter, 1, 'same'),
  conv2dStrided: (x, filter) => tf.conv2d(x, filter, 2, 'same'),
  cumsum: (x) => tf.cumsum(x, 1),
  depthwiseConv2d: (x, filter) =>
    tf.depthwiseConv2d(x, tf.slice(filter, [0, 0, 0, 0], [3, 3, 4, 2]) as tf.Tensor4D, 1, 'same'),
  depthwiseStrided: (x, filter) => tf.depthwiseConv2d(x, filter, 2, 'same'),
  div: (x) => tf.div(x, tf.add(tf.abs(x), 1)),
  elu: (x) => tf.elu(x),
  erf: (x) => tf.erf(x),
  exp: (x) => tf.exp(x),
  expandDims: (x) => tf.squeeze(tf.expandDims(x, 1), [1]),
  expm1: (x) => tf.expm1(x),
  fill: (x) => tf.mul(x, tf.fill([4], 2)),
  floor: (x) => tf.floor(x),
  gather: (x) => tf.gather(x, tf.tensor1d([1, 0, 1], 'int32')),
  gatherAxis: (x) => tf.gather(x, tf.tensor1d([3, 1], 'int32'), 3),
  leakyRelu: (x) => tf.leakyRelu(x, 0.1),
  linspace: (x) => tf.mul(x, tf.linspace(0, 1, 4)),
  log: (x) => tf.log(tf.add(tf.square(x), 1)),
  log1p: (x) => tf.log1p(tf.square(x)),
  logSoftmax: (x) => tf.logSoftmax(x),
  logSumExp: (x) => tf.logSumExp(x, [1, 2]),
  matMul: (x) => tf.matMul(tf.reshape(x, [2, 16, 4]), tf.reshape(x, [2, 16, 4]), false, true),
  matMul2d: (x) => tf.matMul(tf.reshape(x, [32, 4]), tf.reshape(x, [32, 4]), true),
  max: (x) => tf.max(x, [1, 2]),
  maxPool: (x) => tf.maxPool(x, 2, 2, 'valid'),
  maximum: (x) => tf.maximum(x, tf.neg(x)),
  mean: (x) => tf.mean(x, [1, 2], true),
  min: (x) => tf.min(x, 1),
  minimum: (x) => tf.minimum(x, 0.1),
  mirrorPad: (x) =>
    tf.mirrorPad(
      x,
      [
        [0, 0],
        [1, 1],
        [1, 1],
        [0, 0],
      ],
      'reflect',
    ),
  mod: (x) => tf.mod(x, 0.3),
  moments: (x) => tf.moments(x, [0, 1, 2]).variance,
  norm: (x) => tf.norm(tf.reshape(x, [32, 4]), 'euclidean', 1),
  pad: (x) =>
    tf.pad(
      x,
      [
        [0, 0],
        [1, 1],
        [1, 2],
        [0, 0],
      ],
      0.5,
    ),
  pow: (x) => tf.pow(tf.abs(x), 1.5),
  range: (x) => tf.mul(x, tf.range(0, 4, 1)),
  reciprocal: (x) => tf.reciprocal(tf.add(tf.abs(x), 1)),
  relu: (x) => tf.relu(x),
  relu6: (x) => tf.relu6(x),
  resizeBilinear: (x) => tf.image.resizeBilinear(x, [6, 6]),
  resizeNearest: (x) => tf.image.resizeNearestNeighbor(x, [8, 8]),
  reverse: (x) => tf.reverse(x, 2),
  rsqrt: (x) => tf.rsqrt(tf.add(tf.square(x), 1)),
  selu: (x) => tf.selu(x),
  sigmoid: (x) => tf.sigmoid(x),
  sign: (x) => tf.sign(x),
  slice: (x) => tf.slice(x, [0, 1, 1, 0], [2, 2, 3, 4]),
  softmax: (x) => tf.softmax(x),
  softmaxCrossEntropy: (x, _filter, labels) => tf.losses.softmaxCrossEntropy(tf.oneHot(labels, 4), tf.mean(x, [1, 2])),
  softplus: (x) => tf.softplus(x),
  split: (x) => tf.mul(...(tf.split(x, 2, 3) as [tf.Tensor, tf.Tensor])),
  sqrt: (x) => tf.sqrt(tf.add(tf.square(x), 1)),
  squaredDifference: (x) => tf.squaredDifference(x, 0.5),
  stack: (x) => tf.stack([x, tf.neg(x)], 1),
  step: (x) => tf.step(x),
  sum: (x) => tf.sum(x, [0, 2]),
  swish: (x) => tf.mul(x, tf.sigmoid(x)),
  tanh: (x) => tf.tanh(x),
  tile: (x) => tf.tile(x, [1, 2, 1, 1]),
  transpose: (x) => tf.transpose(x, [0, 3, 1, 2]),
  unstack: (x) => tf.mul(...(tf.unstack(x, 0) as [tf.Tensor, tf.Tensor])),
};

const others: Record<string, Op> = {
  all: (x) => tf.cast(tf.all(tf.greater(x, 0), 1), 'float32'),
  any: (x) => tf.cast(tf.any(tf.greater(x, 0), [1, 2]), 'float32'),
  argMax: (x) => tf.cast(tf.argMax(x, 3), 'float32'),
  argMin: (x) => tf.cast(tf.argMin(x, 1), 'float32'),
  bool: (x) => tf.mean(tf.logicalOr(tf.greater(x, 0), tf.logicalNot(tf.less(x, -1)))),
  conv2dTranspose: (x, filter) => tf.conv2dTranspose(x, filter, [2, 8, 8, 4], 2, 'same'),
  depthToSpace: (x) => tf.depthToSpace(x, 2),
  einsum: (x) => tf.einsum('nhwc,nhwd->cd', x, x),
  meanOfInts: (_x, _filter, labels) => tf.mean(labels),
  notEqual: (_x, _filter, labels) => tf.cast(tf.notEqual(labels, tf.reshape(labels, [2, 1])), 'float32'),
  oneHot: (_x, _filter, labels) => tf.oneHot(labels, 5),
  prod: (x) => tf.prod(x, 3),
  round: (x) => tf.round(x),
  scatter: (x) => tf.scatterND(tf.tensor2d([[0], [2]], [2, 1], 'int32'), x, [3, 4, 4, 4]),
  stridedSlice: (x) => tf.stridedSlice(x, [0, 0, 0, 0], [2, 4, 4, 4], [1, 2, 2, 1]),
  sumOfInts: (_x, _filter, labels) => tf.sum(labels),
  topk: (x) => tf.topk(x, 2).values,
  unsortedSegmentSum: (x, _filter, labels) => tf.unsortedSegmentSum(x, labels, 3),
  where: (x) => tf.where(tf.greater(x, 0), x, tf.mul(x, 0.2)),
};

interface State {
  x: tf.Tensor4D;
  filter: tf.Tensor4D;
}

interface Batch {
  labels: tf.Tensor1D;
}

/** Gives an op's result and, where it has them, the gradients of something smooth of it. */
const tryOp =
  (name: string) =>
  (state: State, { labels }: Batch) => {
    const op = (x: tf.Tensor, filter: tf.Tensor) =>
      (differentiable[name] ?? others[name])!(x as tf.Tensor4D, filter as tf.Tensor4D, labels);
    const objective = (x: tf.Tensor, filter: tf.Tensor) => {
      const result = op(x, filter);
      return tf.add(tf.sum(tf.mul(result, tf.cos(result))), tf.sum(tf.mul(filter, 0)));
    };
    const { x, filter } = state;
    const gradients = differentiable[name] ? tf.grads(objective as never)([x, filter]) : [];
    const outputs: Record<string, tf.Tensor> = { result: op(x, filter), ...Object.fromEntries(gradients.entries()) };
    return { state, outputs };
  };

describe.skipIf(missing)(`traced ops${missing && ` (skipped: ${missing})`}`, () => {
  beforeEach(async () => {
    await useEngine({ engine: 'tensorflow-cpu' });
    tf.engine().startScope();
  });
  afterEach(() => tf.engine().endScope());

  it.each(Object.keys({ ...differentiable, ...others }))('%s: the same as eagerly', (name) => {
    const state: State = {
      x: tf.randomNormal([2, 4, 4, 4], 0, 1, 'float32', 1),
      filter: tf.randomNormal([3, 3, 4, 4], 0, 1, 'float32', 2),
    };
    const batch = { labels: tf.tensor1d([2, 0], 'int32') };
    const compiled = compileStep(tryOp(name), { state, batch });
    const { outputs } = tryOp(name)(state, batch);
    const traced = compiled.run(batch);
    expect(Object.keys(traced)).toEqual(Object.keys(outputs));
    for (const [key, expected] of Object.entries(outputs)) expectClose(traced[key]!, expected, key);
    compiled.dispose();
  });
});

function expectClose(actual: tf.Tensor, expected: tf.Tensor, what: string): void {
  expect([actual.dtype, actual.shape], what).toEqual([expected.dtype, expected.shape]);
  const [is, should] = [actual.dataSync(), expected.dataSync()];
  const largest = Math.max(1, ...should.map(Math.abs));
  expect(Math.max(...is.map((value, i) => Math.abs(value - should[i]!))) / largest, what).toBeLessThan(1e-5);
}
