import { describe, expect, it } from 'vitest';
import { dots } from '../test/dots.js';
import { denseDataset } from './dense-dataset.js';
import { selectClasses, selectRows } from './select-rows.js';

const firstByte = (pixels: Uint8Array | Promise<Uint8Array>) => (pixels as Uint8Array)[0];

describe('selectRows', () => {
  it('takes rows in the order given', () => {
    const some = selectRows(dots(9), [5, 0, 7], 'some');
    expect(some.name).toBe('some');
    expect([...some.labels]).toEqual([2, 0, 1]);
    expect([0, 1, 2].map((row) => firstByte(some.image(row)))).toEqual([5, 0, 7]);
  });
});

describe('selectClasses', () => {
  it('numbers the classes anew in the order given', () => {
    const some = selectClasses(dots(9), ['c', 'a'], 'some');
    expect(some.classNames).toEqual(['c', 'a']);
    expect([...some.labels]).toEqual([1, 0, 1, 0, 1, 0]);
    expect([0, 1, 2].map((row) => firstByte(some.image(row)))).toEqual([0, 2, 3]);
  });

  it('names a class that is not there', () => {
    expect(() => selectClasses(dots(9), ['a', 'z'], 'mine')).toThrow(
      'mine: the class list names z, which dots does not have',
    );
  });
});

describe('denseDataset', () => {
  it('names a number of bytes that does not fit', () => {
    const { image: _, ...data } = dots(3);
    expect(() => denseDataset({ ...data, pixels: new Uint8Array(11) })).toThrow(
      'denseDataset: dots has 11 bytes of pixels, but 3 rows of 2×2×1 need 12',
    );
  });
});
