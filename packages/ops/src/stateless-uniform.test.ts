import { type Tensor1D, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { type TestedBackend, useBackend } from './fixtures/backends.js';
import { statelessUniform } from './index.js';

const backends: TestedBackend[] = ['cpu', 'wasm', 'tensorflow'];
const present = new Map<TestedBackend, boolean>();
for (const name of backends) present.set(name, await useBackend(name));

const seedOf = (step: number): Tensor1D => tensor1d([step, 7], 'int32');

/** Correlation of two samples of the uniform distribution, in its standard deviations where they are independent. */
const correlation = (a: ArrayLike<number>, b: ArrayLike<number>, length: number): number => {
  let total = 0;
  for (let i = 0; i < length; i++) total += (a[i]! - 0.5) * (b[i]! - 0.5);
  return (12 * total) / Math.sqrt(length);
};

/** χ² of counts against an even spread, over its degrees of freedom. */
const unevenness = (counts: number[], expected: number): number =>
  counts.reduce((total, count) => total + (count - expected) ** 2 / expected, 0) / (counts.length - 1);

describe.each(backends)('on %s', (name) => {
  describe.skipIf(!present.get(name))('statelessUniform', () => {
    beforeAll(async () => {
      await useBackend(name);
    });

    test.each([[[512, 128]], [[5000, 3]], [[65536]], [[16384, 1]]])('is even and without pattern: %j', (shape) => {
      tidy(() => {
        const [columns, size] = [shape.at(-1)!, shape.reduce((a, b) => a * b)];
        const values = statelessUniform(shape, seedOf(1)).dataSync();
        const counts = new Array<number>(32).fill(0);
        for (const value of values) counts[Math.floor(value * 32)]!++;
        expect(unevenness(counts, size / 32)).toBeLessThan(2);
        const next = statelessUniform(shape, seedOf(2)).dataSync();
        expect(Math.abs(correlation(values, next, size))).toBeLessThan(4);
        for (const lag of new Set([1, 2, columns, columns + 1, 4091].filter((lag) => lag < size))) {
          expect(Math.abs(correlation(values, values.subarray(lag), size - lag)), `lag ${lag}`).toBeLessThan(4);
        }
      });
    });

    test('has any shape, and every value in [0, 1)', () => {
      tidy(() => {
        for (const shape of [[], [3], [2, 3, 4, 5]]) {
          const values = statelessUniform(shape, seedOf(-3));
          expect(values.shape).toEqual(shape);
          for (const value of values.dataSync()) expect(value >= 0 && value < 1).toBe(true);
        }
      });
    });
  });
});

test('cpu and wasm draw the same numbers, down to the last bit', async () => {
  const drawn: string[] = [];
  for (const name of ['cpu', 'wasm'] as const) {
    await useBackend(name);
    drawn.push(tidy(() => String(statelessUniform([300, 70], seedOf(-2_000_000_001)).dataSync())));
  }
  expect(drawn[1]).toBe(drawn[0]);
});

test('refuses a seed of another shape', () => {
  tidy(() => {
    const seed = tensor1d([1, 2, 3], 'int32');
    const expected = 'statelessUniform: seed must be int32 of shape [2], got int32 of shape [3]';
    expect(() => statelessUniform([2], seed)).toThrow(expected);
  });
});
