import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { type ClassMembers, classMembers } from './class-members.js';
import { episodeRandom } from './episode-random.js';
import type { Episode } from './types.js';

export interface EpisodesOptions {
  /** Class number of each row of the data set. */
  labels: ArrayLike<number>;
  /** W: classes in an episode, 2 or more. */
  ways: number;
  /** S: labelled rows of each class. */
  shots: number;
  /** Q: rows of each class to classify. Default 15. */
  queries?: number;
  /** A whole number. */
  seed: number;
  /** How many episodes there are. */
  count: number;
  /** Names of the classes 0, 1, …: error messages use them. */
  classNames?: readonly string[];
}

/** Episodes drawn one by one as they are asked for; going through them again draws the same ones. */
export interface Episodes extends Iterable<Episode> {
  readonly count: number;
  readonly ways: number;
  readonly shots: number;
  readonly queries: number;
  /** Episode `index`, 0 to count − 1. */
  at(index: number): Episode;
}

/**
 * Draws few-shot episodes: W classes out of all, S support and Q query rows out of each, all without replacement.
 *
 * Episode i depends on the labels, the shape and (seed, i) alone: neither on `count` nor on what was drawn before. So
 * two models meet the same episodes, and their accuracies can be compared in pairs.
 *
 * @throws if there are fewer classes than `ways`, or a class has fewer rows than shots + queries
 *
 * @example
 * ```ts
 * for (const { classes, support, query } of episodes({ labels, ways: 5, shots: 1, seed: 0, count: 600 })) { … }
 * ```
 */
export function episodes(options: EpisodesOptions): Episodes {
  const { labels, ways, shots, queries = 15, seed, count, classNames } = options;
  checkCounts({ ways, shots, queries, count });
  if (!Number.isSafeInteger(seed)) throw new Error(`episodes: seed (${seed}) must be a whole number`);
  const members = classMembers(labels, classNames);
  checkMembers(members, ways, shots, queries);
  const at = (index: number): Episode => {
    if (!Number.isInteger(index) || index < 0 || index >= count) {
      throw new Error(`episodes: there is no episode ${index}; the last of ${count} is ${count - 1}`);
    }
    return draw(members, ways, shots, queries, episodeRandom(seed, index));
  };
  return { count, ways, shots, queries, at, [Symbol.iterator]: () => inTurn(count, at) };
}

function* inTurn(count: number, at: (index: number) => Episode): Generator<Episode> {
  for (let index = 0; index < count; index++) yield at(index);
}

function draw(members: ClassMembers[], ways: number, shots: number, queries: number, random: RandomGenerator): Episode {
  const places = sample(Int32Array.from(members.keys()), ways, random);
  const classes = places.map((place) => members[place]!.id);
  const support = new Int32Array(ways * shots);
  const query = new Int32Array(ways * queries);
  places.forEach((place, label) => {
    const rows = sample(members[place]!.rows.slice(), shots + queries, random);
    support.set(rows.subarray(0, shots), label * shots);
    query.set(rows.subarray(shots), label * queries);
  });
  return { classes, support, query };
}

/** The first `size` places of a Fisher–Yates shuffle; reorders `items`. */
function sample(items: Int32Array, size: number, random: RandomGenerator): Int32Array {
  for (let place = 0; place < size; place++) {
    const other = uniformInt(random, place, items.length - 1);
    const kept = items[place]!;
    items[place] = items[other]!;
    items[other] = kept;
  }
  return items.subarray(0, size);
}

function checkCounts(counts: Record<'ways' | 'shots' | 'queries' | 'count', number>): void {
  for (const [name, value] of Object.entries(counts)) {
    const least = name === 'ways' ? 2 : 1;
    if (!Number.isSafeInteger(value) || value < least) {
      throw new Error(`episodes: ${name} (${value}) must be a whole number of at least ${least}`);
    }
  }
}

function checkMembers(members: ClassMembers[], ways: number, shots: number, queries: number): void {
  if (members.length < ways) {
    throw new Error(`episodes: ways (${ways}) must be at most the number of classes (${members.length})`);
  }
  const needed = shots + queries;
  for (const { name, rows } of members) {
    if (rows.length < needed) {
      throw new Error(
        `episodes: class ${name} has ${rows.length} images; ${shots} shots + ${queries} queries need ${needed}`,
      );
    }
  }
}
