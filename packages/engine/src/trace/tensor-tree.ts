import { Tensor } from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.js';
import { dtypeNumbers } from './node-backend.js';

/** One tensor of nested records, and the keys that lead to it, such as `parameters.weight`. */
export interface Leaf {
  path: string;
  tensor: Tensor;
}

/**
 * The tensors of nested records, sorted by their keys at each level.
 *
 * @throws EngineError if there is anything but records and tensors of dtype float32, int32 or bool
 */
export function leavesOf(what: string, tree: unknown): Leaf[] {
  if (tree instanceof Tensor) return [{ path: what, tensor: checked(what, tree) }];
  if (!isRecord(tree))
    throw new EngineError(`compileStep: ${what} must be a tensor or a record of tensors, got ${describe(tree)}`);
  return sortedKeys(tree).flatMap((key) => leavesOf(`${what}.${key}`, tree[key]));
}

/** Records like those of `tree`, with other tensors: one for each of its leaves, in the order of `leavesOf`. */
export function likeTree<T>(tree: T, tensors: readonly Tensor[]): T {
  const rest = tensors.values();
  const build = (node: unknown): unknown => {
    if (!isRecord(node)) return rest.next().value;
    const made = Object.fromEntries(sortedKeys(node).map((key) => [key, build(node[key])]));
    return Object.fromEntries(Object.keys(node).map((key) => [key, made[key]])); // in its own order
  };
  return build(tree) as T;
}

/** `tree` without its tensors: the records that `likeTree` needs. */
export function skeletonOf<T>(tree: T): T {
  return likeTree(tree, []);
}

/** @throws EngineError if names, shapes or dtypes are not those of `expected` */
export function checkSame(expected: readonly Leaf[], actual: readonly Leaf[]): void {
  for (const [i, { path, tensor }] of expected.entries()) {
    const other = actual[i];
    if (other?.path !== path)
      throw new EngineError(`compileStep: ${missingOf(path, actual) ?? extraOf(expected, actual)}`);
    if (signatureOf(other.tensor) !== signatureOf(tensor))
      throw new EngineError(
        `compileStep: ${path} must stay ${signatureOf(tensor)}, but became ${signatureOf(other.tensor)}`,
      );
  }
  if (actual.length > expected.length) throw new EngineError(`compileStep: ${extraOf(expected, actual)}`);
}

/** Dtype and shape in words. */
export const signatureOf = ({ dtype, shape }: Tensor): string => `${dtype} [${shape}]`;

const missingOf = (path: string, leaves: readonly Leaf[]): string | undefined =>
  leaves.some((leaf) => leaf.path === path) ? undefined : `${path} is missing in the new state`;

function extraOf(expected: readonly Leaf[], actual: readonly Leaf[]): string {
  const known = new Set(expected.map(({ path }) => path));
  return `${actual.find(({ path }) => !known.has(path))?.path} is not in the initial state`;
}

function checked(path: string, tensor: Tensor): Tensor {
  if (tensor.isDisposed) throw new EngineError(`compileStep: ${path} is disposed`);
  if (!(tensor.dtype in dtypeNumbers))
    throw new EngineError(`compileStep: ${path} must be float32, int32 or bool, got ${tensor.dtype}`);
  return tensor;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Tensor);

const sortedKeys = (record: object): string[] => Object.keys(record).sort();

const describe = (value: unknown): string =>
  typeof value === 'object' ? (Array.isArray(value) ? 'an array' : 'null') : `the ${typeof value} ${String(value)}`;
