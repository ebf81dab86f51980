import { checkNotNegative } from './check-option.js';
import type { Schedule } from './constant.js';

export interface CosineOptions {
  /** The highest rate. */
  base: number;
  /** Number of steps of the whole training, warm-up included. */
  totalSteps: number;
  /** The rate that the cosine falls towards. @default 0 */
  minimum?: number;
}

export interface WarmupCosineOptions extends CosineOptions {
  /** Number of steps on the way up. */
  warmupSteps: number;
  /** The rate of step 0. @default 0 */
  start?: number;
}

/**
 * A line from `start` to `base` over the first `warmupSteps` steps, the last of which is at `base`; then half a cosine
 * from `base`, `minimum + (base - minimum) · (1 + cos(π · i / n)) / 2` at step i of the n that are left. From
 * `totalSteps` on the rate is `minimum`. The schedule of BEiT-3, per step and not per epoch.
 *
 * @throws If a rate is negative, or more steps are warm-up than there are
 *
 * @example
 * ```ts
 * const rate = warmupCosine({ base: 7e-4, warmupSteps: 500, totalSteps: 10_000, minimum: 1e-6 });
 * const learningRate = scalar(rate(step));
 * ```
 */
export function warmupCosine({ base, warmupSteps, totalSteps, minimum = 0, start = 0 }: WarmupCosineOptions): Schedule {
  for (const [name, rate] of Object.entries({ base, minimum, start })) checkNotNegative('warmupCosine', name, rate);
  checkSteps(warmupSteps, totalSteps);
  const remaining = totalSteps - warmupSteps;
  return (step) => {
    if (!(step >= 0)) throw new Error(`warmupCosine: step (${step}) must be at least 0`);
    if (step < warmupSteps) return start + ((base - start) * step) / Math.max(1, warmupSteps - 1);
    if (step >= totalSteps) return minimum;
    return minimum + 0.5 * (base - minimum) * (1 + Math.cos((Math.PI * (step - warmupSteps)) / remaining));
  };
}

/**
 * Half a cosine from `base` at step 0 towards `minimum` at `totalSteps`: `warmupCosine` without a warm-up.
 *
 * @throws If a rate is negative or there is no step
 */
export function cosine(options: CosineOptions): Schedule {
  return warmupCosine({ ...options, warmupSteps: 0 });
}

function checkSteps(warmupSteps: number, totalSteps: number): void {
  if (!(Number.isInteger(totalSteps) && totalSteps > 0)) {
    throw new Error(`warmupCosine: totalSteps (${totalSteps}) must be a positive whole number`);
  }
  if (Number.isInteger(warmupSteps) && warmupSteps >= 0 && warmupSteps <= totalSteps) return;
  throw new Error(
    `warmupCosine: warmupSteps (${warmupSteps}) must be a whole number from 0 to totalSteps (${totalSteps})`,
  );
}
