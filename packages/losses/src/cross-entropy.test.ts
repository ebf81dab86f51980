import { cast, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { evaluate, expectClose, type GoldenCase, randomBatch, testLoss } from '../test/contract.js';
import { contracts } from '../test/contracts.js';
import { crossEntropy } from './cross-entropy.js';
import golden from './fixtures/cross-entropy.json' with { type: 'json' };

describe('crossEntropy', () => {
  testLoss(contracts.crossEntropy);

  it.each(golden as GoldenCase[])('has the loss of each row: $name', ({ shape, inputs, labels, rowLosses }) => {
    const rows = tensor2d(inputs, shape as [number, number]);
    const losses = crossEntropy(rows, tensor1d(labels, 'int32'), { reduction: 'none' });
    expect(losses.shape).toEqual([shape[0]]);
    expectClose(Array.from(losses.dataSync()), rowLosses, 1e-6);
  });

  it('follows the columns when classes are renamed', () => {
    const batch = randomBatch(5, 3, 3);
    const turned = batch.inputs.map((_, index) => batch.inputs[index - (index % 3) + ((index + 1) % 3)]!);
    const renamed = { ...batch, inputs: turned, labels: batch.labels.map((label) => (label + 2) % 3) };
    expectClose([evaluate(crossEntropy, renamed, {}).value], [evaluate(crossEntropy, batch, {}).value], 1e-6);
  });

  it('gives a row whose label is no class neither loss nor gradient', () => {
    const batch = { ...randomBatch(3, 2, 2), labels: [0, 2, -1] };
    const { value, gradient } = evaluate(crossEntropy, batch, { reduction: 'sum' });
    const [first] = crossEntropy(tensor2d(batch.inputs, [3, 2]), tensor1d(batch.labels, 'int32'), {
      reduction: 'none',
    }).dataSync();
    expect(value).toBeCloseTo(first!, 6);
    expect(gradient.slice(2).map(Math.abs)).toEqual([0, 0, 0, 0]);
  });

  it('takes minus infinity for a masked class', () => {
    const masked = { shape: [1, 3] as [number, number], inputs: [1, Number.NEGATIVE_INFINITY, 2], labels: [0] };
    const without = { shape: [1, 2] as [number, number], inputs: [1, 2], labels: [0] };
    const { value, gradient } = evaluate(crossEntropy, masked, {});
    expect(value).toBeCloseTo(evaluate(crossEntropy, without, {}).value, 6);
    expect(gradient[1]).toBe(0);
  });

  it('refuses wrong input', () => {
    const logits = tensor2d([[1, 2]]);
    const labels = tensor1d([0], 'int32');
    expect(() => crossEntropy(logits, tensor1d([0, 1], 'int32'))).toThrow(
      'crossEntropy: labels [2] must be [N], one for each row of logits [1,2]',
    );
    expect(() => crossEntropy(logits, tensor1d([0]))).toThrow(/labels must be int32, got float32/);
    expect(() => crossEntropy(labels as never, labels)).toThrow(/logits must be \[N, C\]/);
    expect(() => crossEntropy(cast(logits, 'int32'), labels)).toThrow(/logits must be float32, got int32/);
    expect(() => crossEntropy(logits, labels, { reduction: 'median' as never })).toThrow(/reduction \(median\)/);
  });
});
