import { checkCount, checkNotNegative, checkStep } from './check-option.js';
import type { Schedule } from './constant.js';
import { type CosineOptions, cosine } from './cosine.js';

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
  const down =
    warmupSteps < totalSteps ? cosine({ base, minimum, totalSteps: totalSteps - warmupSteps }) : () => minimum;
  return (step) => {
    checkStep('warmupCosine', step);
    if (step >= warmupSteps) return down(step - warmupSteps);
    return start + ((base - start) * step) / Math.max(1, warmupSteps - 1);
  };
}

function checkSteps(warmupSteps: number, totalSteps: number): void {
  checkCount('warmupCosine', 'totalSteps', totalSteps);
  if (Number.isInteger(warmupSteps) && warmupSteps >= 0 && warmupSteps <= totalSteps) return;
  throw new Error(
    `warmupCosine: warmupSteps (${warmupSteps}) must be a whole number from 0 to totalSteps (${totalSteps})`,
  );
}
