import { EngineError } from '../engine-error.js';
import type { Made } from './node-backend.js';
import type { GraphAttribute } from './saved-model.js';
import { sourceLine } from './source-line.js';

/** A tensor of a recording: who makes it, as a graph names it (`n12` or `n12:1`), and what it is like. */
export interface Value {
  reference: string;
  dtype: number;
  shape: readonly number[];
}

/** One op or one constant. */
export interface Entry {
  op: string;
  inputs: readonly string[];
  attributes: Record<string, GraphAttribute>;
  outputs: readonly Value[];
  place: Error;
}

/** What a step has done, in order. */
export interface Recording {
  entries: readonly Entry[];
  /** What of it can't be traced. */
  refusals: readonly EngineError[];
  know(id: number, value: Value): void;
  find(id: number): Value | undefined;
  add(entry: Omit<Entry, 'outputs'>, made: readonly Made[]): void;
  refuse(why: string, place: Error): void;
  /** Who made a value, in words. */
  origin(value: Value): string;
}

export function createRecording(): Recording {
  const values = new Map<number, Value>();
  const entries: Entry[] = [];
  const refusals: EngineError[] = [];
  return {
    entries,
    refusals,
    know: (id, value) => values.set(id, value),
    find: (id) => values.get(id),
    add(entry, made) {
      const name = `n${entries.length}`;
      const outputs = made.map(({ dtype, shape }, i) => ({ reference: i === 0 ? name : `${name}:${i}`, dtype, shape }));
      for (const [i, { id }] of made.entries()) values.set(id, outputs[i]!);
      entries.push({ ...entry, outputs });
    },
    refuse(why, place) {
      refusals.push(new EngineError(`compileStep: ${why}, at ${sourceLine(place)}`, { cause: place }));
    },
    origin(value) {
      const entry = entries.find(({ outputs }) => outputs.includes(value));
      if (entry) return `made by ${entry.op} at ${sourceLine(entry.place)}`;
      return `it is part of the ${value.reference.replace(/\d+$/, '')}`;
    },
  };
}
