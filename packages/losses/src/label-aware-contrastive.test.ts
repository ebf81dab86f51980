import { grad, profile, type Tensor2D, tensor1d, tensor2d, util } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { evaluate, expectClose, type GoldenCase, randomBatch, testLoss } from '../test/contract.js';
import { contracts } from '../test/contracts.js';
import golden from './fixtures/label-aware-contrastive.json' with { type: 'json' };
import { labelAwareContrastive } from './label-aware-contrastive.js';

const six = () =>
  tensor2d([
    [1, 0, 0],
    [0.8, 0.6, 0],
    [0.6, 0.8, 0],
    [0, 0.6, 0.8],
    [0, 0, 1],
    [0.5, 0.5, 0.5],
  ]);
const pairs = [0, 0, 1, 1, 2, 2];
const triples = [0, 0, 0, 1, 1, 1];

describe('labelAwareContrastive', () => {
  testLoss(contracts.labelAwareContrastive);

  it.each([
    ['hard', pairs, {}, [1.161804, 1.644037, 2.190998, 2.011092, 1.679726, 1.937392], 1.770841],
    ['easy', pairs, { hardNegatives: false }, [0.998698, 1.388922, 1.973251, 1.790791, 1.254594, 1.911195], 1.552909],
    ['β = 0', pairs, { concentration: 0 }, [0.998698, 1.388922, 1.973251, 1.790791, 1.254594, 1.911195], 1.552909],
    ['β = 2', pairs, { concentration: 2 }, [1.243353, 1.751404, 2.283386, 2.103457, 1.902234, 1.956394], 1.873371],
    ['code form', triples, {}, [0.990257, 1.073714, 1.184844, 0.822657, 0.552943, 1.471228], 1.01594],
    [
      'paper form',
      triples,
      { form: 'paper' as const },
      [1.306148, 1.367679, 1.451655, 1.186788, 1.00736, 1.677952],
      1.33293,
    ],
  ])('has the reference values: %s', (_, classes, options, perAnchor, mean) => {
    const labels = tensor1d(classes, 'int32');
    const losses = labelAwareContrastive(six(), labels, { ...options, reduction: 'none' });
    expect(losses.shape).toEqual([6]);
    expectClose(Array.from(losses.dataSync()), perAnchor, 1e-6);
    expectClose(Array.from(labelAwareContrastive(six(), labels, options).dataSync()), [mean], 1e-6);
  });

  it.each(golden as GoldenCase[])(
    'has the loss of each anchor: $name',
    ({ shape, inputs, labels, options, rowLosses }) => {
      const rows = tensor2d(inputs, shape as [number, number]);
      const losses = labelAwareContrastive(rows, tensor1d(labels, 'int32'), { ...options, reduction: 'none' });
      expectClose(Array.from(losses.dataSync()), rowLosses, 1e-5);
    },
  );

  it('counts an anchor without positives as 0 or leaves it out', () => {
    const labels = tensor1d([0, 0, 1, 2, 3, 4], 'int32');
    const [sum] = labelAwareContrastive(six(), labels, { reduction: 'sum' }).dataSync();
    const [zero] = labelAwareContrastive(six(), labels).dataSync();
    const [excluded] = labelAwareContrastive(six(), labels, { withoutPositives: 'exclude' }).dataSync();
    expectClose([zero! * 6, excluded! * 2], [sum!, sum!], 1e-6);
    const alone = tensor1d([0, 1, 2, 3, 4, 5], 'int32');
    expect(labelAwareContrastive(six(), alone, { withoutPositives: 'exclude' }).dataSync()[0]).toBe(0);
  });

  it.each([
    ['code' as const, 0],
    ['paper' as const, Math.log(5)],
  ])('is what the %s form gives where there are no negatives', (form, expected) => {
    const labels = tensor1d([7, 7, 7, 7, 7, 7], 'int32');
    expectClose(Array.from(labelAwareContrastive(six(), labels, { form }).dataSync()), [expected], 1e-6);
  });

  it('does not depend on the length of the rows, unless told not to normalise', () => {
    const batch = randomBatch(6, 4, 3);
    const longer = { ...batch, inputs: batch.inputs.map((number) => number * 3) };
    const value = (of: typeof batch, options: object) => evaluate(labelAwareContrastive, of, options).value;
    expectClose([value(longer, {})], [value(batch, {})], 1e-6);
    expect(value(longer, { normalize: false })).not.toBeCloseTo(value(batch, { normalize: false }), 2);
  });

  it('finds the same with and without row shifts', () => {
    const batch = randomBatch(9, 5, 3);
    const unit = { ...batch, inputs: unitRows(batch.inputs, 5) };
    const bounded = evaluate(labelAwareContrastive, unit, { concentration: 0.5 });
    const shifted = evaluate(labelAwareContrastive, unit, { concentration: 0.5, normalize: false });
    expectClose([shifted.value], [bounded.value], 1e-6);
  });

  it.each([{}, { normalize: false }])(
    'holds no matrix of all pairs of more rows than a tile has: %o',
    async (options) => {
      const { shape, inputs, labels } = randomBatch(97, 4, 5);
      const rows = tensor2d(inputs, shape);
      const classes = tensor1d(labels, 'int32');
      const { kernels } = await profile(() =>
        grad((rows) => labelAwareContrastive(rows as Tensor2D, classes, { ...options, tileSize: 30 }))(rows),
      );
      const sizes = kernels.flatMap(({ outputShapes }) =>
        outputShapes.map((outputShape) => util.sizeFromShape(outputShape)),
      );
      expect(Math.max(...sizes)).toBe(900);
    },
  );

  it.each([
    { temperature: 1e-9, concentration: 1e6 },
    { temperature: 1e-9, concentration: 1e6, normalize: false },
    { temperature: 1e9, concentration: 1e-12 },
    { temperature: 0.0334, concentration: 1 }, // next to where shifts begin
  ])('is finite at the ends of its options: %o', (options) => {
    const { value, gradient } = evaluate(labelAwareContrastive, randomBatch(9, 5, 4), options);
    expect([value, ...gradient].every(Number.isFinite)).toBe(true);
  });

  it.each([
    [{ temperature: 0 }, 'labelAwareContrastive: temperature (0) must be a number from 1e-9 to 1000000000'],
    [{ temperature: -0.5 }, /temperature \(-0.5\)/],
    [{ temperature: Number.NaN }, /temperature \(NaN\)/],
    [{ concentration: -1 }, /concentration \(-1\) must be a number from 0/],
    [{ form: 'thesis' }, /form \(thesis\) must be one of code, paper/],
    [{ withoutPositives: 'drop' }, /withoutPositives \(drop\) must be one of zero, exclude/],
    [{ hardNegatives: 'yes' }, /hardNegatives \(yes\) must be one of true, false/],
    [{ normalize: 1 }, /normalize \(1\) must be one of true, false/],
    [{ reduction: 'max' }, /reduction \(max\) must be one of mean, sum, none/],
    [{ tileSize: 0 }, /tileSize \(0\) must be a positive whole number/],
    [{ tileSize: 2.5 }, /tileSize \(2.5\)/],
  ])('refuses %o', (options, message) => {
    expect(() => labelAwareContrastive(six(), tensor1d(pairs, 'int32'), options as object)).toThrow(message);
  });

  it('refuses wrong shapes and types', () => {
    const labels = tensor1d(pairs, 'int32');
    expect(() => labelAwareContrastive(six(), tensor1d([0, 1], 'int32'))).toThrow(/labels \[2\].*embeddings \[6,3\]/);
    expect(() => labelAwareContrastive(six(), tensor1d(pairs))).toThrow(/labels must be int32, got float32/);
    expect(() => labelAwareContrastive(labels as never, labels)).toThrow(/embeddings must be \[N, D\].*got \[6\]/);
    expect(() => labelAwareContrastive(tensor2d([], [0, 3]), tensor1d([], 'int32'))).toThrow(/at least one row/);
  });
});

function unitRows(inputs: number[], width: number): number[] {
  const lengthOf = (row: number) => Math.hypot(...inputs.slice(row * width, (row + 1) * width));
  return inputs.map((number, index) => number / lengthOf(Math.floor(index / width)));
}
