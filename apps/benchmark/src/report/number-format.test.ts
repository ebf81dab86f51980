import { describe, expect, it } from 'vitest';
import { count, lossValue, percent, signedPoints } from './number-format.js';

describe('numbers for readers', () => {
  it('writes fractions in percent and differences in signed points', () => {
    expect(percent(0.97438)).toBe('97.44');
    expect(signedPoints(0.00421)).toBe('+0.42');
    expect(signedPoints(-0.00421)).toBe('−0.42');
    expect(signedPoints(-0.000001)).toBe('0.00');
  });

  it('writes counts with commas and small losses with their digits', () => {
    expect(count(1234567.4)).toBe('1,234,567');
    expect(lossValue(1.23456)).toBe('1.235');
    expect(lossValue(0.000123456)).toBe('0.000123');
    expect(lossValue(0)).toBe('0.000');
  });

  it.each([null, undefined, Number.NaN, Number.POSITIVE_INFINITY])('writes a dash for %s', (value) => {
    for (const format of [percent, signedPoints, count, lossValue]) expect(format(value)).toBe('–');
  });
});
