import { add, memory, mul, randomNormal, type Scalar, square, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestedBackend, useBackend } from './fixtures/backends.js';
import { type Golden, type Packed, runGolden, unpack } from './fixtures/golden-ops.js';
import goldens from './fixtures/goldens.json' with { type: 'json' };
import { type Tensors, valueAndGradients } from './index.js';

const backends: TestedBackend[] = ['cpu', 'wasm', 'tensorflow'];
const present = new Map<TestedBackend, boolean>();
for (const name of backends) present.set(name, await useBackend(name));

/** Every value within 4e-6 of the largest one, or of 0.2: float32 keeps 1.2e-7, and sums run over some 60 terms. */
function expectClose(actual: Tensor, { shape, values }: Packed, what: string): void {
  expect(actual.shape, what).toEqual(shape);
  const largest = Math.max(...values.map(Math.abs));
  const error = Math.max(...actual.dataSync().map((value, i) => Math.abs(value - values[i]!)));
  expect(error, what).toBeLessThanOrEqual(4e-6 * Math.max(largest, 0.2));
}

const cases = goldens as unknown as Golden[];

/** tfjs-node convolves with 'same' or 'valid' padding alone. */
const casesFor = (backend: TestedBackend) =>
  cases.filter(({ options }) => backend !== 'tensorflow' || typeof options.pad !== 'number');

/** Those whose derivative is continuous on the way, one of each op. */
const smooth = cases.filter(({ name }) => ['images', 'inference, rows', '3x3, same', 'rows', 'heads'].includes(name));

const run = (golden: Golden, cotangent: Tensor, constants: Tensors) => (parameters: Tensors) => {
  const { output, extra } = runGolden(golden, { ...constants, ...parameters });
  return { loss: sum(mul(output, cotangent)) as Scalar, aux: { output, extra } };
};

describe.each(backends)('on %s', (backend) => {
  describe.skipIf(!present.get(backend))('ops', () => {
    beforeAll(async () => {
      await useBackend(backend);
    });
    let before = 0;
    beforeAll(() => {
      before = memory().numTensors;
    });
    afterAll(() => {
      expect(memory().numTensors).toBe(before);
    });

    test.each(casesFor(backend))('$op, $name: equals float64 PyTorch', (golden) => {
      tidy(() => {
        const objective = run(golden, unpack({ it: golden.cotangent }).it!, unpack(golden.constants));
        const { gradients, aux } = valueAndGradients(objective, unpack(golden.inputs));
        expectClose(aux.output, golden.output, 'output');
        for (const [name, expected] of Object.entries(golden.gradients)) expectClose(gradients[name]!, expected, name);
        for (const [name, expected] of Object.entries(golden.extra)) expectClose(aux.extra[name]!, expected, name);
      });
    });

    test.each(smooth)('$op, $name: gradients agree with finite differences', (golden) => {
      tidy(() => {
        const objective = run(golden, unpack({ it: golden.cotangent }).it!, unpack(golden.constants));
        const inputs = unpack(golden.inputs);
        const { gradients } = valueAndGradients(objective, inputs);
        for (const [name, input] of Object.entries(inputs)) {
          const direction = randomNormal(input.shape, 0, 1, 'float32', 1);
          const lossAt = (step: number) =>
            objective({ ...inputs, [name]: add(input, mul(direction, step)) }).loss.dataSync()[0]!;
          const slope = (lossAt(1e-2) - lossAt(-1e-2)) / 2e-2;
          const expected = sum(mul(gradients[name]!, direction)).dataSync()[0]!;
          expect(Math.abs(slope - expected), name).toBeLessThan(2e-3 * scaleOf(gradients[name]!, direction));
        }
      });
    });
  });
});

/** Product of the two lengths: what the slope along a direction is measured against. */
const scaleOf = (gradient: Tensor, direction: Tensor): number =>
  Math.sqrt(sum(square(gradient)).dataSync()[0]! * sum(square(direction)).dataSync()[0]!);
