import { uniformFloat32 } from 'pure-rand/distribution/uniformFloat32';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Spreads every bit of a 32-bit word over all of it, so that neighbouring keys give unrelated streams. */
function mixBits(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) | 0;
}

/** Uniform numbers in [0, 1) that depend on the given whole numbers alone, such as (seed, epoch, batch, position). */
export function randomStream(...keys: number[]): () => number {
  let word = 0;
  for (const key of keys) {
    word = mixBits(word + 0x9e3779b9 + (key | 0));
    word = mixBits(word + Math.floor(key / 2 ** 32));
  }
  const generator = xoroshiro128plus(word);
  return () => uniformFloat32(generator);
}
