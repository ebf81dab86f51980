import { checkCount, checkNotNegative, checkStep } from './check-option.js';
import type { Schedule } from './constant.js';

export interface CosineOptions {
  /** The highest rate. */
  base: number;
  /** Number of steps of the whole training, warm-up included. */
  totalSteps: number;
  /** The rate that the cosine falls towards. @default 0 */
  minimum?: number;
}

/**
 * Half a cosine from `base` at step 0 to `minimum` at `totalSteps` and after:
 * `minimum + (base - minimum) · (1 + cos(π · step / totalSteps)) / 2`. Until then PyTorch's `CosineAnnealingLR`.
 *
 * @throws If a rate is negative, or totalSteps is not a positive whole number
 *
 * @example
 * ```ts
 * const rate = cosine({ base: 0.1, totalSteps: 10_000 });
 * ```
 */
export function cosine({ base, totalSteps, minimum = 0 }: CosineOptions): Schedule {
  for (const [name, rate] of Object.entries({ base, minimum })) checkNotNegative('cosine', name, rate);
  checkCount('cosine', 'totalSteps', totalSteps);
  return (step) => {
    checkStep('cosine', step);
    if (step >= totalSteps) return minimum;
    return minimum + 0.5 * (base - minimum) * (1 + Math.cos((Math.PI * step) / totalSteps));
  };
}
