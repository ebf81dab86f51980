import {
  memory,
  type Scalar,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  valueAndGrad,
} from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

/** One line of a fixture that tooling/golden/losses_goldens.py wrote in float64. */
export interface GoldenCase {
  name: string;
  options: object;
  shape: number[];
  inputs: number[];
  labels: number[];
  rowLosses: number[];
  value: number;
  gradient: number[];
}

export interface LossContract {
  /** The loss with given options; it must accept those of every golden case. */
  loss: (inputs: Tensor2D, labels: Tensor1D, options: object) => Scalar;
  golden: readonly GoldenCase[];
  /** Options under which everything else is checked. @default one set, the defaults */
  optionSets?: readonly object[];
  /** Whether labels are mere names. False where they number the columns of the inputs. @default true */
  relabels?: boolean;
  /** Whether the `tileSize` option exists. @default false */
  tiled?: boolean;
}

interface Batch {
  shape: [number, number];
  inputs: number[];
  labels: number[];
}

/**
 * What every loss must do: values and gradients of the goldens, gradients like finite differences, the same loss for
 * the same rows in another order, finite results from every finite batch, NaN from NaN
 * and infinity, no leaked tensor.
 */
export function testLoss(contract: LossContract): void {
  const { golden, optionSets = [{}], relabels = true, tiled = false } = contract;
  it.each(golden)('agrees with float64: $name', (example) => agreesWithGolden(contract, example));
  describe.each(optionSets.map((options) => ({ name: JSON.stringify(options), options })))('$name', ({ options }) => {
    const run = (batch: Batch, extra: object = {}) => evaluate(contract.loss, batch, { ...options, ...extra });
    const batch = randomBatch(11, 6, 3);
    it('has the gradient of finite differences', () => matchesFiniteDifferences(run, randomBatch(7, 3, 3)));
    it('does not depend on the order of the rows', () => ignoresOrder(run, batch));
    it.each(Object.entries(degenerate()))('is finite on %s', (_, batch) => expectFinite(run(batch)));
    it.each([Number.NaN, Infinity])('gives NaN for %d', (number) => {
      expect(run({ ...batch, inputs: batch.inputs.with(8, number) }).value).toBeNaN();
    });
    if (relabels) it('does not depend on the names of the classes', () => ignoresNames(run, batch));
    if (tiled) it.each([1, 2, 3, 4, 5, 10])('is the same in tiles of %i', (tileSize) => tiles(run, batch, tileSize));
  });
}

type Run = (batch: Batch, extra?: object) => { value: number; gradient: number[] };

/** Value and gradient as numbers; fails if a tensor stays behind. */
export function evaluate(
  loss: LossContract['loss'],
  { shape, inputs, labels }: Batch,
  options: object,
): ReturnType<Run> {
  const rows = tensor2d(inputs, shape);
  const classes = tensor1d(labels, 'int32');
  const before = memory().numTensors;
  const { value, grad } = valueAndGrad((rows) => loss(rows as Tensor2D, classes, options))(rows);
  const result = { value: value.dataSync()[0]!, gradient: Array.from(grad.dataSync()) };
  expect(value.shape).toEqual([]);
  value.dispose();
  grad.dispose();
  loss(rows, classes, options).dispose();
  expect(memory().numTensors).toBe(before);
  rows.dispose();
  classes.dispose();
  return result;
}

function agreesWithGolden({ loss }: LossContract, example: GoldenCase): void {
  const { value, gradient } = evaluate(loss, { ...example, shape: example.shape as [number, number] }, example.options);
  expectClose([value], [example.value], 3e-6);
  expectClose(gradient, example.gradient, 3e-5);
}

/** Each number within `tolerance` of the expected one, relative to the largest one expected or to 1 if that's less. */
export function expectClose(actual: number[], expected: number[], tolerance: number): void {
  const scale = Math.max(1, ...expected.map(Math.abs));
  expect(actual.length).toBe(expected.length);
  const error = Math.max(...actual.map((number, index) => Math.abs(number - expected[index]!)));
  expect(error / scale).toBeLessThanOrEqual(tolerance);
}

function expectFinite({ value, gradient }: ReturnType<Run>): void {
  expect([value, ...gradient].filter((number) => !Number.isFinite(number))).toEqual([]);
}

function matchesFiniteDifferences(run: Run, batch: Batch): void {
  const step = 1e-2;
  const shifted = (index: number, by: number) =>
    run({ ...batch, inputs: batch.inputs.with(index, batch.inputs[index]! + by) }).value;
  const differences = batch.inputs.map((_, index) => {
    const near = (shifted(index, step) - shifted(index, -step)) / (2 * step);
    const far = (shifted(index, 2 * step) - shifted(index, -2 * step)) / (4 * step);
    return (4 * near - far) / 3; // the error of second order cancels
  });
  expectClose(run(batch).gradient, differences, 1e-3);
}

function ignoresOrder(run: Run, batch: Batch): void {
  const order = batch.labels.map((_, row) => (row * 5 + 3) % batch.labels.length); // 5 and 11 share no factor
  const width = batch.shape[1];
  const reorder = (numbers: number[]) => order.flatMap((row) => numbers.slice(row * width, (row + 1) * width));
  const plain = run(batch);
  const moved = run({ ...batch, inputs: reorder(batch.inputs), labels: order.map((row) => batch.labels[row]!) });
  expectClose([moved.value], [plain.value], 1e-6);
  expectClose(moved.gradient, reorder(plain.gradient), 1e-5);
}

function ignoresNames(run: Run, batch: Batch): void {
  const renamed = run({ ...batch, labels: batch.labels.map((label) => 1000 - 7 * label) });
  expect(renamed).toEqual(run(batch));
}

function tiles(run: Run, batch: Batch, tileSize: number): void {
  const whole = run(batch);
  const tiled = run(batch, { tileSize });
  expectClose([tiled.value], [whole.value], 1e-6);
  expectClose(tiled.gradient, whole.gradient, 1e-5);
}

/** Seeded numbers in [-1.7, 1.7] and labels in which every class occurs. */
export function randomBatch(numRows: number, width: number, numClasses: number): Batch {
  let state = numRows * 7919 + width;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 32 - 0.5) * 3.4;
  };
  const labels = Array.from({ length: numRows }, (_, row) => (row * row + row) % numClasses);
  return { shape: [numRows, width], inputs: Array.from({ length: numRows * width }, next), labels };
}

/** Batches that have broken one implementation or another. */
function degenerate(): Record<string, Batch> {
  const batch = randomBatch(6, 4, 3);
  const scaled = (factor: number) => batch.inputs.map((number) => number * factor);
  const single = randomBatch(1, 4, 1);
  return {
    'one row': single,
    'one row of zeros': { ...single, inputs: [0, 0, 0, 0] },
    'one class': { ...batch, labels: [1, 1, 1, 1, 1, 1] },
    'rows all of different classes': { ...batch, labels: [3, 1, 0, 2, 5, 4].map((label) => label % 4) },
    'identical rows': { ...batch, inputs: batch.inputs.map(() => 0.7) },
    'zero rows': { ...batch, inputs: batch.inputs.map((number, index) => (index < 8 ? 0 : number)) },
    'zeros alone': { ...batch, inputs: batch.inputs.map(() => 0) },
    'opposite rows': { ...batch, inputs: batch.inputs.map((_, index) => (index % 8 < 4 ? 1 : -1)) },
    'numbers near 1e4': { ...batch, inputs: scaled(1e4) },
    'numbers near 1e-4': { ...batch, inputs: scaled(1e-4) },
    'numbers near 1e-30': { ...batch, inputs: scaled(1e-30) },
    'numbers near 1e18': { ...batch, inputs: scaled(1e18) },
    'float extremes': { ...batch, inputs: batch.inputs.map((number) => Math.sign(number) * 3.4e38) },
  };
}
