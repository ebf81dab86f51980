import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** Spreads every bit of a 32-bit word over all of it, so that neighbouring keys give unrelated streams. */
function mixBits(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) | 0;
}

/** A random generator that depends on the given whole numbers alone, such as (seed, epoch). */
export function randomStream(...keys: number[]): RandomGenerator {
  let word = 0;
  for (const key of keys) {
    word = mixBits(word + 0x9e3779b9 + (key | 0));
    word = mixBits(word + Math.floor(key / 2 ** 32));
  }
  return xoroshiro128plus(word);
}

/** Shuffles in place (Fisher–Yates) and returns the same array. */
export function shuffle<A extends Int32Array | number[]>(items: A, random: RandomGenerator): A {
  for (let last = items.length - 1; last > 0; last--) {
    const other = uniformInt(random, 0, last);
    const kept = items[last]!;
    items[last] = items[other]!;
    items[other] = kept;
  }
  return items;
}
