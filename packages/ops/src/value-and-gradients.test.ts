import { add, memory, mul, type Scalar, scalar, square, sum, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Tensors, valueAndGradients } from './index.js';

let parameters: Tensors;
let before: number;
beforeEach(() => {
  parameters = { a: tensor1d([1, 2]), b: tensor1d([3, 4]) };
  before = memory().numTensors;
});
afterEach(() => {
  expect(memory().numTensors).toBe(before);
});

const product = ({ a, b }: Tensors): Scalar => sum(mul(square(a!), b!));

test('returns the loss, a gradient for each name, and the rest; nothing else stays', () => {
  const { loss, gradients, aux } = valueAndGradients(
    (given) => ({ loss: product(given), aux: { list: [add(given.a!, 1), square(given.b!)], count: 2 } }),
    parameters,
  );
  expect(memory().numTensors).toBe(before + 5);
  expect(loss.dataSync()[0]).toBe(19);
  expect([...gradients.a!.dataSync()]).toEqual([6, 16]);
  expect([...gradients.b!.dataSync()]).toEqual([1, 4]);
  expect(aux.list.map((tensor) => [...tensor.dataSync()])).toEqual([
    [2, 3],
    [9, 16],
  ]);
  expect(aux.count).toBe(2);
  for (const tensor of [loss, gradients.a!, gradients.b!, ...aux.list]) tensor.dispose();
});

test('results belong to the tidy around the call', () => {
  tidy(() => {
    valueAndGradients((given) => ({ loss: product(given), aux: [square(given.a!)] }), parameters);
  });
});

test("an auxiliary tensor that is the caller's own comes back as another handle", () => {
  const own = scalar(7);
  tidy(() => {
    const { aux } = valueAndGradients((given) => ({ loss: product(given), aux: { own, a: given.a! } }), parameters);
    expect(aux.own.dataSync()[0]).toBe(7);
  });
  expect(own.isDisposed).toBe(false);
  expect(parameters.a!.isDisposed).toBe(false);
  expect(own.kept || parameters.a!.kept).toBe(false);
  own.dispose();
});

test('a loss that is computed outside of the tape, or is a parameter itself, is not taken away', () => {
  const weight = scalar(2);
  tidy(() => {
    const { loss, gradients } = valueAndGradients((given) => ({ loss: given.weight as Scalar, aux: {} }), { weight });
    expect([loss.dataSync()[0], gradients.weight!.dataSync()[0]]).toEqual([2, 1]);
  });
  expect(weight.isDisposed).toBe(false);
  weight.dispose();
});

test('works inside another gradient', () => {
  tidy(() => {
    const { loss, gradients } = valueAndGradients((outer) => {
      const inner = valueAndGradients((given) => ({ loss: product({ ...outer, ...given }), aux: {} }), { b: outer.b! });
      return { loss: sum(mul(inner.gradients.b!, outer.b!)) as Scalar, aux: {} };
    }, parameters);
    expect(loss.dataSync()[0]).toBe(19);
    expect([...gradients.a!.dataSync()]).toEqual([6, 16]);
  });
});

test('an objective that throws leaves nothing behind', () => {
  const failing = (given: Tensors): never => {
    product(given);
    throw new Error('the data ran out');
  };
  expect(() => valueAndGradients(failing, parameters)).toThrow('the data ran out');
});

test('names the parameters that the loss does not depend on', () => {
  const objective = (given: Tensors) => ({ loss: sum(given.a!) as Scalar, aux: square(given.b!) });
  expect(() => valueAndGradients(objective, parameters)).toThrow(
    "valueAndGradients: the loss does not depend on parameter 'b'",
  );
  expect(() => valueAndGradients(() => ({ loss: scalar(1), aux: {} }), parameters)).toThrow("parameter 'a', 'b'");
});

test('refuses what has no gradient', () => {
  const index = tensor1d([1], 'int32');
  const objective = (given: Tensors) => ({ loss: product(given), aux: {} });
  expect(() => valueAndGradients(objective, { ...parameters, index })).toThrow(
    "valueAndGradients: parameter 'index' must be float32, got int32",
  );
  expect(() => valueAndGradients(objective, {})).toThrow('parameters is empty');
  const vector = (given: Tensors) => ({ loss: square(given.a!) as Scalar, aux: {} });
  expect(() => valueAndGradients(vector, parameters)).toThrow('must be a float32 scalar, got float32 of shape [2]');
  index.dispose();
});
