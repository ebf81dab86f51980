import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { shuffle } from './random-stream.js';

/**
 * Returns a function that draws `count` of `items`. Over many draws every item comes up equally often, to within one;
 * within one draw none comes twice, unless `count` exceeds the number of items.
 */
export function evenDraw(items: ArrayLike<number>, random: RandomGenerator): (count: number) => number[] {
  let waiting: number[] = [];
  const refill = (drawn: number[]): void => {
    const round = shuffle(Array.from(items), random);
    const recent = new Set(drawn);
    waiting = [...round.filter((item) => !recent.has(item)), ...round.filter((item) => recent.has(item))];
  };
  return (count) => {
    const drawn = waiting.splice(0, count);
    while (drawn.length < count) {
      refill(drawn.slice(drawn.length - (drawn.length % items.length)));
      drawn.push(...waiting.splice(0, count - drawn.length));
    }
    return drawn;
  };
}
