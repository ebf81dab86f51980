import { dtypeNumbers, type Made } from './node-backend.js';

const stateful = [/^Random/, /^Multinomial$/, /^(Parameterized)?TruncatedNormal$/, /^Stateful/, /^NonDeterministic/];
const shapedByData = [/^Where$/, /^Unique/, /^NonMaxSuppression/, /^(List|Set)Diff/, /^DynamicPartition$/];

/** Why an op can't be part of a trace, or nothing. */
export function refusedOp(op: string, made: readonly Made[]): string | undefined {
  if (stateful.some((pattern) => pattern.test(op)))
    return 'draws from a hidden state; use a stateless random op, whose seed is in the batch';
  if (shapedByData.some((pattern) => pattern.test(op))) return 'gives a tensor whose shape depends on its values';
  const known = new Set([...Object.values(dtypeNumbers), ...otherNumbers]);
  return made.every(({ dtype }) => known.has(dtype)) ? undefined : 'gives a tensor that is no number';
}

const otherNumbers = [2, 4, 5, 6, 8, 9, 14, 19, 22, 23]; // double, 8, 16 and 64 bit integers, complex, bfloat16, half
