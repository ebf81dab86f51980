import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { createTraces } from './create-traces.js';
import type { NodeBackend } from './node-backend.js';
import { openState } from './state-session.js';
import type { CompiledStep, CompileStepOptions, Step } from './step.js';
import { checkSame, type Leaf, leavesOf, likeTree, skeletonOf } from './tensor-tree.js';
import { traceStep } from './trace-step.js';

/** Runs a step as a TensorFlow graph whose variables are the state, one trace for each shape of batches. */
export function tracedStep<State, Batch, Outputs>(
  backend: NodeBackend,
  step: Step<State, Batch, Outputs>,
  { state: initial, batch: example, maxTraces = 4 }: CompileStepOptions<State, Batch>,
): CompiledStep<State, Batch, Outputs> {
  const [skeleton, leaves] = [skeletonOf(initial), leavesOf('state', initial)];
  const kinds = leaves.map(({ path, tensor: { dtype, shape } }) => ({ path, tensor: { dtype, shape } as Tensor }));
  const session = openState(backend, kinds);
  const read = () => likeTree(skeleton, session.read());
  const traces = createTraces<Batch, Outputs>(session, maxTraces, (batch) => {
    const state = read();
    try {
      return traceStep(backend, step, state, batch);
    } finally {
      dispose(tensorsOf(leavesOf('state', state)));
    }
  });
  try {
    session.write(tensorsOf(leaves));
    if (example !== undefined) traces.find(example, leavesOf('batch', example));
  } catch (error) {
    session.close();
    throw error;
  }
  return {
    run(batch) {
      const given = leavesOf('batch', batch);
      const { graph, skeleton: outputs } = traces.find(batch, given);
      const made = session.run(graph, tensorsOf(given));
      dispose(made.slice(graph.numOutputs));
      return likeTree(outputs, made.slice(0, graph.numOutputs));
    },
    read,
    write(state) {
      const given = leavesOf('state', state);
      checkSame(kinds, given);
      session.write(tensorsOf(given));
    },
    report: traces.report,
    dispose: session.close,
  };
}

const tensorsOf = (leaves: readonly Leaf[]): Tensor[] => leaves.map(({ tensor }) => tensor);
