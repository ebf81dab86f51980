import { expect, test } from 'vitest';
import golden from './fixtures/schedules.json' with { type: 'json' };
import { constant, cosine, warmupCosine } from './index.js';

test.each(golden.map((entry) => [JSON.stringify(entry.options), entry] as const))('%s: every step', (_, entry) => {
  const rate = warmupCosine(entry.options);
  for (const [step, expected] of entry.rates.entries()) expect(rate(step)).toBeCloseTo(expected, 15);
  expect(rate(entry.options.totalSteps)).toBe(entry.options.minimum);
  expect(rate(10 * entry.options.totalSteps)).toBe(entry.options.minimum);
});

test('cosine has no warm-up, constant no slope', () => {
  const rate = cosine({ base: 0.1, totalSteps: 12 });
  expect([rate(0), rate(12)]).toEqual([0.1, 0]);
  expect(rate(6)).toBeCloseTo(0.05, 15);
  expect([0, 1000].map(constant(0.3))).toEqual([0.3, 0.3]);
});

test('refuses negative rates and impossible numbers of steps', () => {
  const options = { base: 0.1, warmupSteps: 2, totalSteps: 4 };
  expect(() => constant(-1)).toThrow('constant: rate (-1) must be a number of at least 0');
  expect(() => warmupCosine({ ...options, base: -0.1 })).toThrow('warmupCosine: base (-0.1)');
  expect(() => warmupCosine({ ...options, minimum: Number.NaN })).toThrow('warmupCosine: minimum (NaN)');
  expect(() => warmupCosine({ ...options, warmupSteps: 5 })).toThrow(
    'warmupSteps (5) must be a whole number from 0 to',
  );
  expect(() => warmupCosine({ ...options, totalSteps: 0 })).toThrow('totalSteps (0) must be a positive whole number');
  expect(() => warmupCosine(options)(-1)).toThrow('step (-1) must be at least 0');
});
