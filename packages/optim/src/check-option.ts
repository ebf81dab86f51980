/** @throws If a number is negative or not finite. */
export function checkNotNegative(caller: string, name: string, value: number): void {
  if (value >= 0 && value < Number.POSITIVE_INFINITY) return;
  throw new Error(`${caller}: ${name} (${value}) must be a number of at least 0`);
}

/** @throws If a number is not positive or not finite. */
export function checkPositive(caller: string, name: string, value: number): void {
  if (value > 0 && value < Number.POSITIVE_INFINITY) return;
  throw new Error(`${caller}: ${name} (${value}) must be a positive number`);
}

/** @throws If a decay rate is outside of [0, 1). */
export function checkDecayRate(caller: string, name: string, value: number): void {
  if (!(value >= 0 && value < 1)) throw new Error(`${caller}: ${name} (${value}) must be in [0, 1)`);
}

/** @throws If a factor is outside of (0, 1]. */
export function checkShare(caller: string, name: string, value: number): void {
  if (!(value > 0 && value <= 1)) throw new Error(`${caller}: ${name} (${value}) must be in (0, 1]`);
}

/** @throws If a number is not a positive whole number. */
export function checkCount(caller: string, name: string, value: number): void {
  if (Number.isInteger(value) && value > 0) return;
  throw new Error(`${caller}: ${name} (${value}) must be a positive whole number`);
}

/** @throws If a step is negative or not a number. */
export function checkStep(caller: string, step: number): void {
  if (!(step >= 0)) throw new Error(`${caller}: step (${step}) must be at least 0`);
}
