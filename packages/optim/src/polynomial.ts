import { checkCount, checkNotNegative, checkPositive, checkStep } from './check-option.js';
import type { Schedule } from './constant.js';

export interface PolynomialOptions {
  /** The rate of step 0. */
  base: number;
  /** Number of steps until the rate is at `minimum`. */
  totalSteps: number;
  /** 1 is a line; above 1 the rate falls fast first, below 1 last. @default 1 */
  power?: number;
  /** The rate from `totalSteps` on. @default 0 */
  minimum?: number;
}

/**
 * A power of what is left of the training: `minimum + (base - minimum) · (1 - step / totalSteps)^power`. With a minimum
 * of 0 PyTorch's `PolynomialLR`.
 *
 * @throws If a rate is negative, totalSteps is not a positive whole number, or power is not positive
 *
 * @example
 * ```ts
 * const rate = polynomial({ base: 0.01, totalSteps: 10_000, power: 0.9 });
 * ```
 */
export function polynomial({ base, totalSteps, power = 1, minimum = 0 }: PolynomialOptions): Schedule {
  for (const [name, rate] of Object.entries({ base, minimum })) checkNotNegative('polynomial', name, rate);
  checkCount('polynomial', 'totalSteps', totalSteps);
  checkPositive('polynomial', 'power', power);
  return (step) => {
    checkStep('polynomial', step);
    return minimum + (base - minimum) * Math.max(0, 1 - step / totalSteps) ** power;
  };
}
