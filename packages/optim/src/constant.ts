import { checkNotNegative } from './check-option.js';

/** A schedule: the learning rate at a step, counted from 0. Plain numbers; the loop makes each a tensor. */
export type Schedule = (step: number) => number;

/**
 * The same rate at every step.
 *
 * @throws If the rate is negative
 */
export function constant(rate: number): Schedule {
  checkNotNegative('constant', 'rate', rate);
  return () => rate;
}
