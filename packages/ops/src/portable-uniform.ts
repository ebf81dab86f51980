import {
  add,
  cast,
  concat,
  div,
  floor,
  floorDiv,
  mod,
  mul,
  range,
  reshape,
  scalar,
  slice,
  square,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor2d,
  tidy,
  unstack,
} from '@tensorflow/tfjs-core';

/** The largest prime below 2¹² of which x³ is a permutation: a product of two residues is exact in float32. */
const prime = 4091;

/** One row a round; the first two columns are for rows of the result, the last two for its columns. */
const roundConstants = [
  [3141, 2718, 1414, 577],
  [592, 1828, 2135, 2156],
  [653, 1045, 623, 3490],
  [1589, 2353, 1730, 1532],
  [793, 602, 950, 860],
  [2384, 874, 488, 606],
  [1264, 713, 169, 1209],
];

/**
 * Uniform random numbers `[rows, columns]` in (0, 1), composed of arithmetic that is exact in float32 on every backend.
 *
 * It counts rows and columns. Each count goes through rounds of `h ← (h + key + constant)³` modulo 4,091, the keys being
 * the digits of the seed in that base, twice, with constants of their own: row i gives aᵢ and bᵢ, column j gives cⱼ and
 * dⱼ. The number at (i, j) is `(aᵢ · cⱼ + bᵢ + dⱼ)³` modulo 4,091, over 4,091.
 *
 * @see Albrecht et al., "MiMC", 2016, https://eprint.iacr.org/2016/492, for the rounds
 */
export function portableUniform([rows, columns]: [number, number], seed: Tensor1D): Tensor2D {
  return tidy(() => {
    const keys = digits(seed);
    const [a, b] = hashCounts(rows, keys, 0); // [rows, 1] each
    const [c, d] = hashCounts(columns, keys, 2).map((hash) => reshape(hash, [1, columns]));
    const mixed = cube(add(add(mul(a!, c!), b!), d!)); // at most 4090² + 2 · 4090, below 2²⁴
    return div(add(mixed, 0.5), prime) as Tensor2D;
  });
}

/** Three digits of each of the seed's two integers: `[6, 1]`. */
function digits(seed: Tensor1D): Tensor {
  const base = scalar(prime, 'int32');
  const second = floorDiv(seed, base);
  const all = [seed, second, floorDiv(second, base)].map((part) => mod(part, base));
  return reshape(cast(concat(all), 'float32'), [6, 1]);
}

/** Two hashes in [1, 4090] of each count below `length`. Never 0, which would make a row of equal numbers. */
function hashCounts(length: number, keys: Tensor, stream: number): Tensor[] {
  const counts = reshape(range(0, length), [length, 1]); // [length, 1]
  const constants = tensor2d(roundConstants.map((row) => row.slice(stream, stream + 2))); // [7, 2]
  const rounds = unstack(add(slice(constants, 0, 6), keys)); // 6 of [2]
  const high = floor(div(counts, prime)); // [length, 1]
  let hash = remainder(counts, prime);
  for (const round of rounds) hash = cube(add(hash, round)); // [length, 2]
  hash = cube(add(add(hash, slice(constants, 6, 1)), high));
  hash = add(remainder(hash, prime - 1), 1);
  return [0, 1].map((column) => slice(hash, [0, column], [length, 1]));
}

/** x³ modulo the prime, of integers below 2²⁴. */
function cube(x: Tensor): Tensor {
  return tidy(() => {
    const residue = remainder(x, prime);
    return remainder(mul(remainder(square(residue), prime), residue), prime);
  });
}

/** Exact for integers below 2²⁴ and a divisor below 2¹², and on wasm 20 times as fast as `mod`. */
const remainder = (x: Tensor, divisor: number): Tensor => tidy(() => sub(x, mul(floor(div(x, divisor)), divisor)));
