import { expect, test } from 'vitest';
import golden from './fixtures/scheduler-rates.json' with { type: 'json' };
import { constant, cosine, polynomial, type Schedule, stepDecay, withWarmup } from './index.js';

interface Options {
  base: number;
  totalSteps: number;
}

const make: Record<string, (options: Options) => Schedule> = {
  constant: ({ base }) => constant(base),
  stepDecay,
  cosine,
  polynomial,
};

const entries = golden.map(
  (entry) => [`${entry.schedule} ${JSON.stringify([entry.options, entry.warmup ?? {}])}`, entry] as const,
);

test.each(entries)('%s: 20 steps equal torch.optim.lr_scheduler', (_, { schedule, options, warmup, rates }) => {
  const plain = make[schedule]!(options as Options);
  const rate = warmup ? withWarmup(plain, warmup) : plain;
  expect(rates).toHaveLength(20);
  for (const [step, expected] of rates.entries()) expect(rate(step)).toBeCloseTo(expected, 12);
});

test('the rate stays at its minimum after the end', () => {
  for (const schedule of [cosine, polynomial]) {
    const rate = schedule({ base: 0.1, totalSteps: 10, minimum: 0.02 });
    expect([10, 11, 1000].map(rate)).toEqual([0.02, 0.02, 0.02]);
  }
  expect(polynomial({ base: 0.1, totalSteps: 10, power: 2, minimum: 0.02 })(5)).toBeCloseTo(0.04, 15);
});

test('warm-up starts at 0 unless told otherwise', () => {
  expect([0, 1, 2, 3].map(withWarmup(constant(1), { warmupSteps: 2 }))).toEqual([0, 0.5, 1, 1]);
});

test('refuses options that no schedule has', () => {
  const options = { base: 0.1, totalSteps: 10 };
  expect(() => stepDecay({ base: 0.1 })).toThrow('stepDecay: needs either every or milestones, got neither');
  expect(() => stepDecay({ base: 0.1, every: 2, milestones: [3] })).toThrow('got both');
  expect(() => stepDecay({ base: 0.1, every: 0 })).toThrow('stepDecay: every (0) must be a positive whole number');
  expect(() => stepDecay({ base: 0.1, milestones: [3, -1] })).toThrow('stepDecay: milestones[1] (-1) must be');
  expect(() => stepDecay({ base: 0.1, every: 2, factor: 0 })).toThrow(
    'stepDecay: factor (0) must be a positive number',
  );
  expect(() => polynomial({ ...options, power: 0 })).toThrow('polynomial: power (0) must be a positive number');
  expect(() => polynomial({ ...options, totalSteps: 1.5 })).toThrow('polynomial: totalSteps (1.5) must be');
  expect(() => polynomial({ ...options, minimum: -1 })).toThrow('polynomial: minimum (-1) must be');
  expect(() => cosine({ ...options, base: -1 })).toThrow('cosine: base (-1) must be a number of at least 0');
  expect(() => withWarmup(constant(1), { warmupSteps: 0 })).toThrow('withWarmup: warmupSteps (0) must be');
  expect(() => withWarmup(constant(1), { warmupSteps: 2, start: -1 })).toThrow('withWarmup: start (-1) must be');
});

test('refuses steps before the first', () => {
  const options = { base: 0.1, totalSteps: 10 };
  expect(() => stepDecay({ base: 0.1, every: 2 })(-1)).toThrow('stepDecay: step (-1) must be at least 0');
  expect(() => polynomial(options)(Number.NaN)).toThrow('polynomial: step (NaN) must be at least 0');
  expect(() => cosine(options)(-1)).toThrow('cosine: step (-1) must be at least 0');
  expect(() => withWarmup(constant(1), { warmupSteps: 2 })(-1)).toThrow('withWarmup: step (-1) must be at least 0');
});
