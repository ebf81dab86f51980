import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** A generator of episode `index` alone: no two pairs (seed, index) share its 128-bit start, near ones are unlike. */
export function episodeRandom(seed: number, index: number): RandomGenerator {
  const low = mixBits((seed >>> 0) ^ 0x6a09e667);
  const high = mixBits(Math.floor(seed / 2 ** 32) ^ 0x3c6ef372);
  const own = mixBits(index ^ 0x510e527f);
  return xoroshiro128plusFromState([low, own, mixBits(high + own), mixBits(low ^ (high + own))]);
}

/** A one-to-one map of 32-bit words in which every bit depends on every bit. */
function mixBits(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}
