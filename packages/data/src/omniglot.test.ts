import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countPerClass } from '../test/count-per-class.js';
import { omniglot } from './omniglot.js';
import type { DatasetSplits } from './types.js';

describe('omniglot', () => {
  let cache: string;
  let splits: DatasetSplits;
  beforeAll(async () => {
    cache = await mkdtemp(path.join(tmpdir(), 'clce-omniglot-'));
    process.env.CLCE_CACHE = cache;
    splits = await omniglot();
  }, 60_000);
  afterAll(async () => {
    delete process.env.CLCE_CACHE;
    await rm(cache, { recursive: true });
  });

  it('has 964 background and 659 evaluation characters, 20 drawings of each', () => {
    expect([splits.train.classNames.length, splits.test.classNames.length]).toEqual([964, 659]);
    expect([splits.train.labels.length, splits.test.labels.length]).toEqual([19_280, 13_180]);
    for (const part of [splits.train, splits.test]) expect(new Set(countPerClass(part))).toEqual(new Set([20]));
    expect(splits.validation).toBeUndefined();
    expect(splits.train.classNames[0]).toBe('Alphabet_of_the_Magi/character01');
    expect(splits.test.classNames.at(-1)).toBe('ULOG/character26');
    expect(new Set([...splits.train.classNames, ...splits.test.classNames]).size).toBe(1623);
  });

  it('shows ink as 255 on 0, with the statistics that it states', () => {
    const { train, statistics } = splits;
    expect(train.imageShape).toEqual([28, 28, 1]);
    let count = 0;
    let sum = 0;
    let squares = 0;
    for (let row = 0; row < train.labels.length; row++) {
      const image = train.image(row) as Uint8Array;
      for (const byte of image) {
        sum += byte / 255;
        squares += (byte / 255) ** 2;
      }
      count += image.length;
    }
    expect(sum / count).toBeCloseTo(statistics.mean[0]!, 3);
    expect(Math.sqrt(squares / count - (sum / count) ** 2)).toBeCloseTo(statistics.std[0]!, 3);
  });

  it('comes from the cache the second time, the same', async () => {
    const again = await omniglot();
    expect(again.test.labels).toEqual(splits.test.labels);
    for (const row of [0, 777, 13_179]) expect(again.test.image(row)).toEqual(splits.test.image(row));
  });

  it('splits as Vinyals et al. do', async () => {
    const { train, validation, test } = await omniglot({ split: 'vinyals' });
    expect([train, validation!, test].map((part) => part.classNames.length)).toEqual([1028, 172, 423]);
    expect(test.classNames).toContain('Gurmukhi/character42');
    expect(train.classNames).toContain('Gurmukhi/character41');
    expect(validation!.classNames.every((name) => !train.classNames.includes(name))).toBe(true);
  });

  it('holds out background alphabets for validation', async () => {
    const { train, validation, test } = await omniglot({ validationAlphabets: ['Latin', 'Greek'] });
    expect([train, validation!, test].map((part) => part.classNames.length)).toEqual([964 - 50, 50, 659]);
    expect(countPerClass(validation!)).toEqual(Array(50).fill(20));
  });

  it('names the option that does not fit', async () => {
    await expect(omniglot({ imageSize: 0 })).rejects.toThrow(
      'omniglot: imageSize (0) must be a whole number from 1 to 105',
    );
    await expect(omniglot({ validationAlphabets: ['Klingon'] })).rejects.toThrow(
      'has Klingon, but the background alphabets are',
    );
  });
});
