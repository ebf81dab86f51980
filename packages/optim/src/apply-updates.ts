import type { Tensors } from '@clce/ops';
import { add } from '@tensorflow/tfjs-core';
import { checkMatch } from './check-match.js';
import { mapNamed } from './named.js';

/**
 * The parameters after a step: `parameters + updates`, name by name. The old parameters stay as they are.
 *
 * @throws If names or shapes differ
 *
 * @example
 * ```ts
 * const { updates, state: next } = optimizer.update(gradients, state, parameters, { learningRate });
 * const moved = applyUpdates(parameters, updates);
 * ```
 */
export function applyUpdates(parameters: Tensors, updates: Tensors): Tensors {
  checkMatch('applyUpdates', 'updates', updates, parameters);
  return mapNamed(parameters, (parameter, name) => add(parameter, updates[name]!));
}
