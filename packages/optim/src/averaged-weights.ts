import type { Tensors } from '@clce/ops';

/** `average/NAME`, also as a member of chains and of what wraps a transformation. */
const AVERAGE = /^(?:(?:\d+|inner)\/)*average\/(.+)$/;

/**
 * The averages that `averageWeights` keeps, found in the state of the optimizer that it is a member of, under the names
 * of the parameters. They are the tensors of the state itself: they go when it does.
 *
 * @throws If the state has no average, or more than one
 *
 * @example
 * ```ts
 * const parameters = averagedWeights(state);
 * ```
 */
export function averagedWeights(state: Tensors): Tensors {
  const averages: Tensors = {};
  for (const [key, tensor] of Object.entries(state)) {
    const name = AVERAGE.exec(key)?.[1];
    if (name === undefined) continue;
    if (averages[name]) throw new Error(`averagedWeights: state has more than one average of '${name}'`);
    averages[name] = tensor;
  }
  if (Object.keys(averages).length > 0) return averages;
  throw new Error("averagedWeights: state has no 'average/…'; make averageWeights a member of the optimizer");
}
