import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.js';
import type { NodeBackend } from './node-backend.js';
import type { CompiledStep, CompileStepOptions, Step } from './step.js';
import { stateGraph, type TraceGraph, traceGraph } from './step-graph.js';
import { openSession, type StepSession } from './step-session.js';
import { checkSame, type Leaf, leavesOf, likeTree, signatureOf, skeletonOf } from './tensor-tree.js';
import { traceStep } from './trace-step.js';

interface KnownTrace<Outputs> extends TraceGraph {
  key: string;
  skeleton: Outputs;
}

/** Runs a step as a TensorFlow graph whose variables are the state, one trace for each shape of batches. */
export function tracedStep<State, Batch, Outputs>(
  backend: NodeBackend,
  step: Step<State, Batch, Outputs>,
  { state: initial, batch: example, maxTraces = 4 }: CompileStepOptions<State, Batch>,
): CompiledStep<State, Batch, Outputs> {
  const skeleton = skeletonOf(initial);
  const expected = leavesOf('state', initial).map(({ path, tensor: { dtype, shape } }) => ({
    path,
    tensor: { dtype, shape } as Tensor,
  }));
  const variables = stateGraph(expected);
  const traces: KnownTrace<Outputs>[] = [];
  let seconds = 0;
  let session = openSession(backend, variables.nodes);
  const readFrom = (source: StepSession) => source.run(variables.read, []);
  const writeTo = (target: StepSession, state: readonly Tensor[]) => dispose(target.run(variables.write, state));

  const addTrace = (key: string, batch: Batch, leaves: readonly Leaf[]): KnownTrace<Outputs> => {
    if (traces.length >= maxTraces) throw tooMany(key, maxTraces);
    const began = performance.now();
    const state = readFrom(session);
    try {
      const trace = traceStep(backend, step, likeTree(skeleton, state), batch);
      const added = { ...traceGraph(`trace${traces.length}`, trace, leaves), key, skeleton: trace.skeleton };
      const next = openSession(
        backend,
        [variables, ...traces, added].flatMap(({ nodes }) => nodes),
      );
      writeTo(next, state);
      session.close();
      session = next;
      traces.push(added);
      return added;
    } finally {
      dispose(state);
      seconds += (performance.now() - began) / 1000;
    }
  };
  const traceOf = (batch: Batch, leaves: readonly Leaf[]) => {
    const key = leaves.map(({ path, tensor }) => `${path} ${signatureOf(tensor)}`).join(', ');
    return traces.find((known) => known.key === key) ?? addTrace(key, batch, leaves);
  };

  try {
    writeTo(
      session,
      leavesOf('state', initial).map(({ tensor }) => tensor),
    );
    if (example !== undefined) traceOf(example, leavesOf('batch', example));
  } catch (error) {
    session.close();
    throw error;
  }
  return {
    run(batch) {
      const leaves = leavesOf('batch', batch);
      const trace = traceOf(batch, leaves);
      const made = session.run(
        trace,
        leaves.map(({ tensor }) => tensor),
      );
      const shown = made.slice(0, trace.numOutputs);
      dispose(made.slice(trace.numOutputs));
      return likeTree(trace.skeleton, shown);
    },
    read: () => likeTree(skeleton, readFrom(session)),
    write(state) {
      const given = leavesOf('state', state);
      checkSame(expected, given);
      writeTo(
        session,
        given.map(({ tensor }) => tensor),
      );
    },
    report: () => ({ traces: traces.length, seconds }),
    dispose: () => session.close(),
  };
}

function tooMany(key: string, maxTraces: number): EngineError {
  return new EngineError(
    `compileStep: ${key} would be one shape of batches more than maxTraces (${maxTraces}): drop or pad odd batches, or raise maxTraces`,
  );
}
