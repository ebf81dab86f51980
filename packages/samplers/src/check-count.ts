/** Throws unless `value` is a whole number of at least `minimum`; the message begins with the caller's name. */
export function checkCount(caller: string, name: string, value: number, minimum = 1): void {
  if (Number.isSafeInteger(value) && value >= minimum) return;
  throw new RangeError(`${caller}: ${name} (${value}) must be a whole number of at least ${minimum}`);
}
