import type { LossName, RunConfig } from '../config/schema.js';

/** One training: a loss and a seed. A run trains each of its units once and compares what they give. */
export interface Unit {
  loss: LossName;
  seed: number;
}

export const unitsOf = ({ losses, seeds }: RunConfig): Unit[] =>
  seeds.flatMap((seed) => losses.map((loss) => ({ loss, seed })));

export const unitName = ({ loss, seed }: Unit): string => `${loss}-seed${seed}`;
