/** @throws If a number is negative or not finite. */
export function checkNotNegative(caller: string, name: string, value: number): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
    throw new Error(`${caller}: ${name} (${value}) must be a number of at least 0`);
  }
}

/** @throws If a decay rate is outside of [0, 1). */
export function checkDecayRate(caller: string, name: string, value: number): void {
  if (!(value >= 0 && value < 1)) throw new Error(`${caller}: ${name} (${value}) must be in [0, 1)`);
}
