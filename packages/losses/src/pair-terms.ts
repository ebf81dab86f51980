import { add, exp, minimum, mul, split, sub, type Tensor2D } from '@tensorflow/tfjs-core';
import type { PairMasks } from './pair-masks.js';

/** One statistic of an anchor's row: `log Σ exp(scale · s)` over its positives or over its negatives. */
export interface PairTerm {
  pairs: keyof PairMasks;
  /** Factor of the similarity; 0 counts the pairs. */
  scale: number;
}

/**
 * `exp(scale · (s - shift))` of a term's pairs and 0 elsewhere, `[R, C]` for each term.
 *
 * @param shifts - `[R, 2]`: what is taken off an anchor's similarities to its positives and to its negatives
 */
export function pairPowers(
  similarity: Tensor2D,
  masks: PairMasks,
  terms: readonly PairTerm[],
  shifts?: Tensor2D,
): Tensor2D[] {
  const power = powersOf(shifts ? shifted(similarity, masks, shifts) : similarity);
  return terms.map(({ pairs, scale }) => (scale === 0 ? masks[pairs] : mul(power(scale), masks[pairs])));
}

/** At most 0, also where a product is rounded otherwise than when the maximum was taken: `exp` can't overflow. */
function shifted(similarity: Tensor2D, { positives, negatives }: PairMasks, shifts: Tensor2D): Tensor2D {
  const [ofPositives, ofNegatives] = split(shifts, 2, 1) as [Tensor2D, Tensor2D]; // [R, 1]
  const shift = add(mul(positives, ofPositives), mul(negatives, ofNegatives));
  return minimum(sub(similarity, shift), 0);
}

/** `scale -> exp(scale · x)`, with one `exp` for all scales that are one apart. */
function powersOf(exponents: Tensor2D): (scale: number) => Tensor2D {
  const base: Tensor2D = exp(exponents);
  const known = new Map<number, Tensor2D>([[1, base]]);
  const raise = (scale: number): Tensor2D => {
    const below = [...known].find(([other]) => Math.abs(other + 1 - scale) < 1e-9)?.[1];
    if (below) return mul(below, base);
    const scaled: Tensor2D = mul(exponents, scale);
    return exp(scaled);
  };
  return (scale) => {
    const power = known.get(scale) ?? raise(scale);
    known.set(scale, power);
    return power;
  };
}
