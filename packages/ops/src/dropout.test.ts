import {
  memory,
  mul,
  ones,
  randomNormal,
  type Scalar,
  sum,
  Tensor,
  type Tensor1D,
  tensor1d,
  tidy,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type TestedBackend, useBackend } from './fixtures/backends.js';
import { dropout, dropPath, valueAndGradients } from './index.js';

const backends: TestedBackend[] = ['cpu', 'wasm', 'tensorflow'];
const present = new Map<TestedBackend, boolean>();
for (const name of backends) present.set(name, await useBackend(name));

const seedOf = (step: number, layer: number): Tensor1D => tensor1d([step, layer], 'int32');

describe.each(backends)('on %s', (name) => {
  describe.skipIf(!present.get(name))('dropout', () => {
    beforeAll(async () => {
      await useBackend(name);
    });

    test.each([0.1, 0.5, 0.9])('drops a share of %d, and scales the rest', (rate) => {
      tidy(() => {
        const values = dropout(ones([64, 16, 64]), { rate, seed: seedOf(5, -1) }).dataSync();
        const kept = values.filter((value) => value !== 0);
        for (const value of new Set(kept)) expect(value).toBeCloseTo(1 / (1 - rate), 5);
        const deviation = Math.sqrt(values.length * rate * (1 - rate));
        expect(Math.abs(kept.length - values.length * (1 - rate))).toBeLessThan(4 * deviation + values.length / 4091);
      });
    });

    test('one seed gives one mask, and others give independent ones', () => {
      tidy(() => {
        const maskOf = (step: number, layer: number) =>
          dropout(ones([100, 50]), { rate: 0.5, seed: seedOf(step, layer) }).dataSync();
        const mask = maskOf(1, 2);
        expect(maskOf(1, 2)).toEqual(mask);
        for (const [step, layer] of [
          [1, 3],
          [2, 2],
          [2, 1],
          [4092, 2],
          [1 + 4091 ** 2, 2],
          [-1, 2],
        ] as const) {
          const same = maskOf(step, layer).filter((value, i) => value === mask[i]).length;
          expect(Math.abs(same - 2500), `${step}, ${layer}`).toBeLessThan(4 * Math.sqrt(1250));
        }
      });
    });

    test('values and gradients go through one mask', () => {
      const before = memory().numTensors;
      tidy(() => {
        const [x, cotangent] = [1, 2].map((seed) => randomNormal([6, 5, 4], 0, 1, 'float32', seed)) as [Tensor, Tensor];
        for (const drop of [dropout, dropPath]) {
          const options = { rate: 0.4, seed: seedOf(3, 4) };
          const factors = drop(ones([6, 5, 4]), options);
          const { gradients, aux } = valueAndGradients(
            ({ x }) => {
              const output = drop(x!, options);
              return { loss: sum(mul(output, cotangent)) as Scalar, aux: output };
            },
            { x },
          );
          expect([...aux.dataSync()]).toEqual([...mul(x, factors).dataSync()]);
          expect([...gradients.x!.dataSync()]).toEqual([...mul(cotangent, factors).dataSync()]);
        }
      });
      expect(memory().numTensors).toBe(before);
    });

    test('drop path drops whole samples', () => {
      tidy(() => {
        const samples = dropPath(ones([4000, 2, 3]), { rate: 0.25, seed: seedOf(8, 0) }).arraySync() as number[][][];
        for (const sample of samples) expect(new Set(sample.flat()).size).toBe(1);
        const dropped = samples.filter((sample) => sample[0]![0] === 0).length;
        expect(Math.abs(dropped - 1000)).toBeLessThan(4 * Math.sqrt(750) + 1);
      });
    });

    test('reads nothing back and draws nothing in JavaScript', () => {
      const read = vi.spyOn(Tensor.prototype, 'dataSync');
      const draw = vi.spyOn(Math, 'random');
      dropout(ones([8, 8]), { rate: 0.5, seed: seedOf(1, 1) }).dispose();
      expect([read.mock.calls.length, draw.mock.calls.length]).toEqual([0, 0]);
      for (const spy of [read, draw]) spy.mockRestore();
    });
  });
});

test('a rate of zero changes nothing', () => {
  tidy(() => {
    const x = tensor1d([1, -2, 3]);
    expect([...dropout(x, { rate: 0, seed: seedOf(0, 0) }).dataSync()]).toEqual([1, -2, 3]);
  });
});

test('refuses a rate of 1, a seed that is a number of another kind, and integers', () => {
  tidy(() => {
    const x = ones([2, 3]);
    const seed = seedOf(0, 0);
    expect(() => dropout(x, { rate: 1, seed })).toThrow('dropout: rate (1) must be in [0, 1)');
    expect(() => dropPath(x, { rate: -0.1, seed })).toThrow('dropPath: rate (-0.1) must be in [0, 1)');
    const floats = tensor1d([1, 2]);
    const expected = 'dropout: seed must be int32 of shape [2], got float32 of shape [2]';
    expect(() => dropout(x, { rate: 0.5, seed: floats })).toThrow(expected);
    expect(() => dropout(ones([2], 'int32'), { rate: 0.5, seed })).toThrow('x must be float32, got int32 of shape [2]');
    expect(() => dropPath(ones([]), { rate: 0.5, seed })).toThrow('dropPath: x must be [N, ...], got a scalar');
  });
});
