type Measured = number | null | undefined;

/** Whether a measured value is there at all: not null, not absent, not NaN, not infinite. */
export const isMeasured = (value: Measured): value is number => typeof value === 'number' && Number.isFinite(value);

/** A fraction in percent without the sign: `0.9744` is `97.44`. */
export const percent = (fraction: Measured, digits = 2): string =>
  isMeasured(fraction) ? (fraction * 100).toFixed(digits) : '–';

/** A difference of fractions in percentage points with its sign: `+0.42`, `−0.10`, `0.00`. */
export function signedPoints(fraction: Measured, digits = 2): string {
  if (!isMeasured(fraction)) return '–';
  const size = Math.abs(fraction * 100).toFixed(digits);
  if (Number(size) === 0) return size;
  return `${fraction < 0 ? '−' : '+'}${size}`;
}

/** A whole number with commas between thousands: `12,345`. */
export const count = (value: Measured): string => (isMeasured(value) ? Math.round(value).toLocaleString('en-US') : '–');

/** A value of a loss: three digits after the point, or three significant ones where it is small. */
export const lossValue = (value: Measured): string =>
  isMeasured(value) ? (value !== 0 && Math.abs(value) < 0.01 ? value.toPrecision(3) : value.toFixed(3)) : '–';
