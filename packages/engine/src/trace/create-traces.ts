import { EngineError } from '../engine-error.js';
import type { StateSession } from './state-session.js';
import type { TraceReport } from './step.js';
import { type TraceGraph, traceGraph } from './step-graph.js';
import { type Leaf, signatureOf } from './tensor-tree.js';
import type { Trace } from './trace-step.js';

/** A trace that a session has learnt. */
export interface KnownTrace<Outputs> {
  graph: TraceGraph;
  skeleton: Outputs;
}

export interface Traces<Batch, Outputs> {
  /** The trace for a batch, given with its leaves. */
  find(batch: Batch, leaves: readonly Leaf[]): KnownTrace<Outputs>;
  report(): TraceReport;
}

/** The traces by the shapes of their batches; one that is not known is made. */
export function createTraces<Batch, Outputs>(
  session: StateSession,
  maxTraces: number,
  trace: (batch: Batch) => Trace<Outputs>,
): Traces<Batch, Outputs> {
  const known = new Map<string, KnownTrace<Outputs>>();
  let seconds = 0;
  const add = (key: string, batch: Batch, leaves: readonly Leaf[]): KnownTrace<Outputs> => {
    if (known.size >= maxTraces) throw tooMany(key, maxTraces);
    const began = performance.now();
    const traced = trace(batch);
    const graph = traceGraph(`trace${known.size}`, traced, leaves);
    session.add(graph);
    const added = { graph, skeleton: traced.skeleton };
    known.set(key, added);
    seconds += (performance.now() - began) / 1000;
    return added;
  };
  return {
    find(batch, leaves) {
      const key = leaves.map(({ path, tensor }) => `${path} ${signatureOf(tensor)}`).join(', ');
      return known.get(key) ?? add(key, batch, leaves);
    },
    report: () => ({ traces: known.size, seconds }),
  };
}

const tooMany = (key: string, maxTraces: number): EngineError =>
  new EngineError(
    `compileStep: ${key} would be one shape of batches more than maxTraces (${maxTraces}): drop or pad odd batches, or raise maxTraces`,
  );
