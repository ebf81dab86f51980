import { checkCount, checkNotNegative, checkPositive, checkStep } from './check-option.js';
import type { Schedule } from './constant.js';

export interface StepDecayOptions {
  /** The rate of step 0. */
  base: number;
  /** What the rate is multiplied by at each fall, positive. @default 0.1 */
  factor?: number;
  /** Falls at each multiple of so many steps: either this or `milestones`. */
  every?: number;
  /** Falls at each of these steps. */
  milestones?: readonly number[];
}

/**
 * A rate that falls in steps: `base · factorⁿ` after the n-th fall, either at each multiple of `every`, as PyTorch's
 * `StepLR`, or at each of `milestones`, as its `MultiStepLR`.
 *
 * @throws If base is negative, factor is not positive, not just one of every and milestones is given, or they are no
 * positive whole numbers
 *
 * @example
 * ```ts
 * const rate = stepDecay({ base: 0.05, milestones: [60 * stepsPerEpoch, 80 * stepsPerEpoch] });
 * ```
 */
export function stepDecay({ base, factor = 0.1, every, milestones }: StepDecayOptions): Schedule {
  checkNotNegative('stepDecay', 'base', base);
  checkPositive('stepDecay', 'factor', factor);
  const falls = fallsBy(every, milestones);
  return (step) => {
    checkStep('stepDecay', step);
    return base * factor ** falls(step);
  };
}

/** How often the rate has fallen at a step. */
function fallsBy(every?: number, milestones?: readonly number[]): (step: number) => number {
  if ((every === undefined) === (milestones === undefined)) {
    const given = every === undefined ? 'neither' : 'both';
    throw new Error(`stepDecay: needs either every or milestones, got ${given}`);
  }
  if (every !== undefined) {
    checkCount('stepDecay', 'every', every);
    return (step) => Math.floor(step / every);
  }
  const steps = [...milestones!];
  for (const [i, milestone] of steps.entries()) checkCount('stepDecay', `milestones[${i}]`, milestone);
  return (step) => steps.filter((milestone) => step >= milestone).length;
}
