import { dtypeNumbers } from './node-backend.js';
import type { GraphAttribute, GraphNode } from './saved-model.js';
import type { Leaf } from './tensor-tree.js';
import type { Trace } from './trace-step.js';

/** Names of what a session is fed with and what it is asked for. */
export interface Signature {
  feeds: readonly string[];
  fetches: readonly string[];
}

export interface StateGraph {
  nodes: readonly GraphNode[];
  read: Signature;
  write: Signature;
}

/** The state as graph variables, and what reads and writes them. */
export function stateGraph(state: readonly Leaf[]): StateGraph {
  const each = <T>(make: (i: number, kind: Record<'dtype' | 'shape', GraphAttribute>) => T) =>
    state.map(({ tensor }, i) => make(i, kindOf(dtypeNumbers[tensor.dtype]!, tensor.shape)));
  const feeds = each((i) => `new${i}`);
  return {
    nodes: [
      ...each((i, kind) =>
        node('VarHandleOp', `variable${i}`, [], { ...kind, shared_name: { string: `variable${i}` } }),
      ),
      ...each((i, { dtype }) => node('ReadVariableOp', `value${i}`, [`variable${i}`], { dtype })),
      ...each((i, kind) => node('Placeholder', `new${i}`, [], kind)),
      ...each((i, { dtype }) => node('AssignVariableOp', `write${i}`, [`variable${i}`, `new${i}`], { dtype })),
      ending(
        'written',
        each((i) => `write${i}`),
      ),
    ],
    read: { feeds: [], fetches: each((i) => `value${i}`) },
    write: { feeds, fetches: ['written'] },
  };
}

export interface TraceGraph extends Signature {
  nodes: readonly GraphNode[];
  /** How many of the fetches are outputs of the step. */
  numOutputs: number;
}

/**
 * One trace as nodes whose names begin with `prefix`. No variable is written before everything is computed: so all ops see
 * the old state, and a step that fails leaves it as it was.
 */
export function traceGraph(
  prefix: string,
  { recording, state, outputs }: Trace<unknown>,
  batch: readonly Leaf[],
): TraceGraph {
  const inside = (reference: string) => `${prefix}/${reference}`;
  const changed = state.flatMap(({ reference, dtype }, i) =>
    reference === `state${i}` ? [] : [{ i, reference, dtype }],
  );
  const results = [...changed, ...outputs].map(({ reference }) => after(inside(reference)));
  const assignments = changed.map(({ i }) => inside(`assign${i}`));
  const shown = outputs.map(({ reference, dtype }, i) =>
    node('Identity', inside(`output${i}`), [inside(reference), after(inside('done'))], { T: { type: dtype } }),
  );
  return {
    nodes: [
      ...state.map(({ dtype }, i) =>
        node('ReadVariableOp', inside(`state${i}`), [`variable${i}`], { dtype: { type: dtype } }),
      ),
      ...batch.map(({ tensor }, i) =>
        node('Placeholder', inside(`batch${i}`), [], kindOf(dtypeNumbers[tensor.dtype]!, tensor.shape)),
      ),
      ...recording.entries.map(({ op, inputs, attributes }, i) =>
        node(op, inside(`n${i}`), inputs.map(inside), attributes),
      ),
      node('NoOp', inside('computed'), [...new Set(results)], {}),
      ...changed.map(({ i, reference, dtype }) =>
        node('AssignVariableOp', inside(`assign${i}`), [`variable${i}`, inside(reference), after(inside('computed'))], {
          dtype: { type: dtype },
        }),
      ),
      ending(inside('done'), assignments),
      ...shown,
    ],
    feeds: batch.map((_, i) => inside(`batch${i}`)),
    numOutputs: shown.length,
    fetches: shown.length > 0 ? shown.map(({ name }) => name) : [inside('done')],
  };
}

const node = (op: string, name: string, inputs: readonly string[], attributes: GraphNode['attributes']): GraphNode => ({
  name,
  op,
  inputs,
  attributes,
});

/** A scalar that comes after other nodes: a session can be asked for tensors alone. */
const ending = (name: string, others: readonly string[]): GraphNode =>
  node('Const', name, others.map(after), {
    dtype: { type: 1 },
    value: { tensor: { dtype: 1, shape: [], bytes: new Uint8Array(4) } },
  });

/** The control input that makes a node come after another one. */
const after = (reference: string): string => `^${reference.split(':')[0]}`;

const kindOf = (dtype: number, shape: readonly number[]) => ({ dtype: { type: dtype }, shape: { shape } });
