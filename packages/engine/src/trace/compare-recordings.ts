import { EngineError } from '../engine-error.js';
import type { Entry, Recording } from './recording.js';
import type { GraphAttribute } from './saved-model.js';
import { sourceLine } from './source-line.js';

/**
 * Two runs of a pure step do the same ops with the same constants: whatever differs came from outside (a random number, the
 * clock, a counter) and would be frozen.
 *
 * @throws EngineError that names the first op that differs and its line
 */
export function compareRecordings(first: Recording, second: Recording): void {
  const count = Math.max(first.entries.length, second.entries.length);
  for (let i = 0; i < count; i++) {
    const [one, other] = [first.entries[i], second.entries[i]];
    const why = difference(one, other);
    const entry = other ?? one;
    if (why && entry)
      throw new EngineError(`compileStep: ${why}, at ${sourceLine(entry.place)}`, { cause: entry.place });
  }
}

function difference(one: Entry | undefined, other: Entry | undefined): string | undefined {
  if (!one || !other || one.op !== other.op || !same(one.inputs, other.inputs))
    return `two runs of the step do not do the same: ${one?.op ?? 'nothing'} in the first, ${other?.op ?? 'nothing'} in the second; a step must be a pure function of its state and batch`;
  if (!same(shapesOf(one), shapesOf(other)))
    return `${one.op} gives [${shapesOf(one)}] in one run of the step and [${shapesOf(other)}] in the next`;
  if (one.op === 'Const' && !sameConstants(one.attributes.value!, other.attributes.value!))
    return 'a tensor made in JavaScript inside the step differs between two runs (is it random, or does it count?), so it can not be a constant; put it into the batch';
  if (one.op !== 'Const' && !same(one.attributes, other.attributes))
    return `an attribute of ${one.op} differs between two runs of the step, so it can not be a constant`;
  return undefined;
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const shapesOf = ({ outputs }: Entry): (readonly number[])[] => outputs.map(({ shape }) => shape);

function sameConstants(one: GraphAttribute, other: GraphAttribute): boolean {
  if (!('tensor' in one && 'tensor' in other)) return false;
  return Buffer.compare(one.tensor.bytes, other.tensor.bytes) === 0;
}
