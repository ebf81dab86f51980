import { checkCount, checkNotNegative, checkStep } from './check-option.js';
import type { Schedule } from './constant.js';

export interface WithWarmupOptions {
  /** Number of steps on the way up; the schedule starts after them. */
  warmupSteps: number;
  /** The rate of step 0. @default 0 */
  start?: number;
}

/**
 * Puts a line before a schedule, from `start` at step 0 towards the schedule's first rate, which step `warmupSteps`
 * has; PyTorch's `LinearLR` in a `SequentialLR`. (`warmupCosine` reaches the highest rate a step earlier, as BEiT-3.)
 *
 * @throws If start is negative, or warmupSteps is not a positive whole number
 *
 * @example
 * ```ts
 * const rate = withWarmup(polynomial({ base: 0.01, totalSteps: 9_500 }), { warmupSteps: 500 });
 * ```
 */
export function withWarmup(schedule: Schedule, { warmupSteps, start = 0 }: WithWarmupOptions): Schedule {
  checkCount('withWarmup', 'warmupSteps', warmupSteps);
  checkNotNegative('withWarmup', 'start', start);
  const end = schedule(0);
  return (step) => {
    checkStep('withWarmup', step);
    return step < warmupSteps ? start + ((end - start) * step) / warmupSteps : schedule(step - warmupSteps);
  };
}
