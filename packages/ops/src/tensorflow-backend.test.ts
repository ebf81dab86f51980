import {
  backend,
  ones,
  type Scalar,
  scalar,
  square,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import { describe, expect, test, vi } from 'vitest';
import { useBackend } from './fixtures/backends.js';
import {
  batchNorm,
  biasActivation,
  sparseSoftmaxCrossEntropy,
  type Tensors,
  tensorflowBackend,
  valueAndGradients,
} from './index.js';

interface Executor {
  executeMultipleOutputs(name: string): unknown;
}

test('is null on other backends', async () => {
  await useBackend('cpu');
  expect(tensorflowBackend()).toBeNull();
});

describe.skipIf(!(await useBackend('tensorflow')))('where TensorFlow is installed', () => {
  test('runs an op by its name', async () => {
    await useBackend('tensorflow');
    tidy(() => {
      const tensorflow = tensorflowBackend()!;
      const [y] = tensorflow.execute('Erfc', { T: { type: 'float32' } }, [tensor1d([0, 1])], 1);
      expect(y!.dataSync()[0]).toBeCloseTo(1, 6);
      expect(y!.dataSync()[1]).toBeCloseTo(0.1572992, 6);
    });
  });

  test('batch norm is one op, and its gradient another', async () => {
    await useBackend('tensorflow');
    const spy = vi.spyOn(backend() as unknown as Executor, 'executeMultipleOutputs');
    tidy(() => {
      const [one, zero] = [ones([2]) as Tensor1D, zeros([2]) as Tensor1D];
      const channels = { scale: one, offset: zero, mean: zero, variance: one };
      const objective = ({ x }: Tensors) => {
        const { output } = batchNorm(x as Tensor2D, { ...channels, training: true });
        return { loss: sum(square(output)) as Scalar, aux: {} };
      };
      valueAndGradients(objective, {
        x: tensor2d([
          [1, 2],
          [3, 5],
        ]),
      });
    });
    expect(spy.mock.calls.map(([name]) => name)).toEqual(['FusedBatchNormV3', 'FusedBatchNormGradV3']);
    spy.mockRestore();
  });

  const x = () =>
    tensor2d([
      [1, -2],
      [-3, 5],
    ]);
  const labels = () => tensor1d([0, 1], 'int32');
  const leaky = { activation: 'leakyRelu', negativeSlope: 0.1 } as const;
  test.each<[string[], (x: Tensor2D) => Tensor]>([
    [['SparseSoftmaxCrossEntropyWithLogits'], (x) => sparseSoftmaxCrossEntropy(x, labels())],
    [['ReluGrad'], (x) => biasActivation(x)],
    [['Relu6Grad'], (x) => biasActivation(x, { activation: 'relu6' })],
    [['BiasAdd', 'LeakyReluGrad', 'BiasAddGrad'], (x) => biasActivation(x, { ...leaky, bias: ones([2]) as Tensor1D })],
  ])('forward and backward run %j', async (expected, run) => {
    await useBackend('tensorflow');
    const spy = vi.spyOn(backend() as unknown as Executor, 'executeMultipleOutputs');
    tidy(() => {
      const objective = ({ x }: Tensors) => ({ loss: sum(run(x as Tensor2D)) as Scalar, aux: {} });
      valueAndGradients(objective, { x: x() });
    });
    expect(spy.mock.calls.map(([name]) => name)).toEqual(expected);
    spy.mockRestore();
  });

  test('a label that is no class is refused by TensorFlow', async () => {
    await useBackend('tensorflow');
    tidy(() => {
      expect(() => sparseSoftmaxCrossEntropy(x(), tensor1d([0, 2], 'int32'))).toThrow(/label value of 2/);
    });
  });

  test('returns each output of an op that has several', async () => {
    await useBackend('tensorflow');
    tidy(() => {
      const attributes = { T: { type: 'float32' }, sorted: { bool: true }, Tk: { type: 'int32' } } as const;
      const inputs = [tensor1d([1, 5, 3]), scalar(2, 'int32')];
      const [values, indices] = tensorflowBackend()!.execute('TopKV2', attributes, inputs, 2);
      expect([...values!.dataSync()]).toEqual([5, 3]);
      expect([...indices!.dataSync()]).toEqual([1, 2]);
    });
  });
});
