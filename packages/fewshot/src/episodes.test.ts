import { describe, expect, it } from 'vitest';
import { episodes } from './episodes.js';

/** `counts[k]` rows of class k, the classes taking turns. */
function labelsOf(counts: number[]): Int32Array {
  const rows = counts.flatMap((count, label) => Array.from({ length: count }, (_, turn) => [turn, label] as const));
  return Int32Array.from(rows.sort(([a], [b]) => a - b).map(([, label]) => label));
}

const labels = labelsOf(Array(12).fill(20));
const options = { labels, ways: 5, shots: 5, queries: 15, seed: 7, count: 40 };

describe('episodes', () => {
  it('draws classes, supports and queries without replacement, class-major', () => {
    for (const { classes, support, query } of episodes(options)) {
      expect(new Set(classes).size).toBe(5);
      expect(new Set([...support, ...query]).size).toBe(5 * 20);
      expect([...support].map((row) => labels[row])).toEqual([...classes].flatMap((label) => Array(5).fill(label)));
      expect([...query].map((row) => labels[row])).toEqual([...classes].flatMap((label) => Array(15).fill(label)));
    }
  });

  it('gives episode i by (seed, i) alone', () => {
    const all = [...episodes(options)];
    expect(all).toHaveLength(40);
    expect([...episodes({ ...options, count: 3 })]).toEqual(all.slice(0, 3));
    expect(episodes({ ...options, count: 1000 }).at(23)).toEqual(all[23]);
    const again = episodes(options);
    expect([...again]).toEqual([...again]);
  });

  it('draws other episodes for another number or seed, large and negative ones too', () => {
    const seeds = [0, 1, -1, 7, 2 ** 32, 2 ** 32 + 7, -(2 ** 40), Number.MAX_SAFE_INTEGER];
    const drawn = seeds.flatMap((seed) => [...episodes({ ...options, seed })].map((episode) => `${episode.query}`));
    expect(new Set(drawn).size).toBe(seeds.length * 40);
  });

  it('chooses every class, support and query row alike often', () => {
    const count = 20_000;
    const small = { labels: labelsOf([4, 4, 4, 4]), ways: 2, shots: 1, queries: 2, seed: 3, count };
    const classes = Array(4).fill(0);
    const supports = Array(16).fill(0);
    const queries = Array(16).fill(0);
    for (const episode of episodes(small)) {
      classes[episode.classes[0]!]++;
      for (const row of episode.support) supports[row]++;
      for (const row of episode.query) queries[row]++;
    }
    const near = (counts: number[], expected: number) => {
      for (const value of counts) expect(Math.abs(value - expected)).toBeLessThan(5 * Math.sqrt(expected));
    };
    near(classes, count / 4);
    near(supports, count / 8);
    near(queries, count / 4);
  });

  it('draws what earlier versions drew', () => {
    const { classes, support, query } = episodes({ ...options, queries: 1, shots: 1 }).at(0);
    expect([...classes, ...support, ...query]).toEqual([10, 2, 9, 11, 8, 94, 2, 9, 131, 56, 238, 230, 45, 215, 44]);
  });

  it('draws thousands from the 659 classes of 20 images', () => {
    const wide = episodes({ labels: labelsOf(Array(659).fill(20)), ways: 20, shots: 5, seed: 0, count: 10_000 });
    let total = 0;
    for (const { query } of wide) total += query.length;
    expect(total).toBe(10_000 * 300);
  });

  it('takes label numbers with gaps', () => {
    const [episode] = episodes({ labels: [9, 9, 4, 4], ways: 2, shots: 1, queries: 1, seed: 0, count: 1 });
    expect([...episode!.classes].sort()).toEqual([4, 9]);
  });

  it.each<[string, Partial<Parameters<typeof episodes>[0]>]>([
    ['episodes: ways (13) must be at most the number of classes (12)', { ways: 13 }],
    ['episodes: class 0 has 20 images; 6 shots + 15 queries need 21', { shots: 6 }],
    ['episodes: class 1 has 3 images; 5 shots + 15 queries need 20', { labels: labelsOf([20, 3, 20, 20, 20]) }],
    [
      'episodes: class "lynx" (1) has 0 images; 1 shots + 1 queries need 2',
      { labels: [0, 0, 2, 2], classNames: ['fox', 'lynx', 'owl'], ways: 2, shots: 1, queries: 1 },
    ],
    ['episodes: label 2 of row 1 has no name; there are 2 classNames', { labels: [0, 2], classNames: ['a', 'b'] }],
    ['episodes: label -1 of row 1 must be a whole number from 0 up', { labels: [0, -1] }],
    ['episodes: ways (1) must be a whole number of at least 2', { ways: 1 }],
    ['episodes: shots (0) must be a whole number of at least 1', { shots: 0 }],
    ['episodes: queries (1.5) must be a whole number of at least 1', { queries: 1.5 }],
    ['episodes: count (0) must be a whole number of at least 1', { count: 0 }],
    ['episodes: seed (0.5) must be a whole number', { seed: 0.5 }],
  ])('says %s', (message, changed) => {
    expect(() => episodes({ ...options, ...changed })).toThrow(message);
  });

  it('has no episode beyond the last', () => {
    expect(() => episodes(options).at(40)).toThrow('episodes: there is no episode 40; the last of 40 is 39');
  });
});
