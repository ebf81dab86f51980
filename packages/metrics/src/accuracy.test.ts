import { describe, expect, it } from 'vitest';
import { accuracy } from './accuracy.js';

describe('accuracy', () => {
  it('is the share of equal numbers', () => {
    expect(accuracy([2, 0, 1, 1], [2, 0, 0, 1])).toBe(0.75);
    expect(accuracy(new Int32Array([1, 2]), new Int32Array([1, 2]))).toBe(1);
    expect(accuracy([1, 2], [0, 0])).toBe(0);
  });

  it('refuses unequal lengths and nothing at all', () => {
    expect(() => accuracy([1, 2], [1])).toThrow('accuracy: got 2 predictions for 1 labels; one each is needed');
    expect(() => accuracy([], [])).toThrow('accuracy: got no predictions; at least one is needed');
  });
});
