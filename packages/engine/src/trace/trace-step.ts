import { dispose, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.js';
import { compareRecordings } from './compare-recordings.js';
import { dtypeNumbers, type NodeBackend } from './node-backend.js';
import { type Recording, recordStep, type Value } from './record-step.js';
import type { Step } from './step.js';
import { checkSame, type Leaf, leavesOf, likeTree, skeletonOf } from './tensor-tree.js';

/** What a step does to batches of one shape. */
export interface Trace<Outputs> {
  recording: Recording;
  /** The new value of each tensor of the state. */
  state: readonly Value[];
  outputs: readonly Value[];
  skeleton: Outputs;
}

/**
 * Runs a step twice, the second time with the state after the first, and records what it does.
 *
 * @throws EngineError if it does what can't be traced
 */
export function traceStep<State, Batch, Outputs>(
  backend: NodeBackend,
  step: Step<State, Batch, Outputs>,
  state: State,
  batch: Batch,
): Trace<Outputs> {
  let trace: Trace<Outputs> | undefined;
  tidy(() => {
    const first = runOnce(backend, step, state, batch);
    const second = runOnce(backend, step, first.next, batch);
    compareRecordings(first.recording, second.recording);
    trace = first;
  });
  return trace as unknown as Trace<Outputs>;
}

function runOnce<State, Batch, Outputs>(
  backend: NodeBackend,
  step: Step<State, Batch, Outputs>,
  state: State,
  batch: Batch,
): Trace<Outputs> & { next: State } {
  const [before, given] = [leavesOf('state', state), leavesOf('batch', batch)].map((leaves) =>
    ownCopies(backend, leaves),
  );
  const names = new Map([...named('state', before!), ...named('batch', given!)]);
  let made: (Omit<Trace<Outputs>, 'recording'> & { next: State }) | undefined;
  const recording = recordStep(backend, names, (recording) => {
    const result = step(likeTree(state, tensorsOf(before!)), likeTree(batch, tensorsOf(given!)));
    const promise = result as unknown as Partial<Promise<unknown>>;
    if (typeof promise.then === 'function') {
      promise.then(
        (late) => dispose(late as never),
        () => {},
      );
      throw (
        recording.refusals[0] ?? new EngineError('compileStep: the step is asynchronous; it must return its result')
      );
    }
    const after = leavesOf('state', result.state);
    checkSame(before!, after);
    const valuesOf = (leaves: readonly Leaf[]) => leaves.map(({ tensor }) => recording.sourceOf(tensor));
    const outputs = valuesOf(leavesOf('outputs', result.outputs));
    made = {
      state: valuesOf(after),
      outputs,
      skeleton: skeletonOf(result.outputs),
      next: likeTree(state, tensorsOf(after)),
    };
  });
  const [refusal] = recording.refusals;
  if (refusal) throw refusal;
  return { ...made!, recording };
}

/** Tensors of one handle each: two that share theirs could not be told apart in a recording. */
function ownCopies(backend: NodeBackend, leaves: readonly Leaf[]): Leaf[] {
  const attribute = (tensor: Tensor) => ({
    name: 'T',
    type: backend.binding.TF_ATTR_TYPE as number,
    value: dtypeNumbers[tensor.dtype],
  });
  return leaves.map(({ path, tensor }) => ({
    path,
    tensor: backend.executeSingleOutput('Identity', [attribute(tensor)], [tensor]),
  }));
}

const tensorsOf = (leaves: readonly Leaf[]): Tensor[] => leaves.map(({ tensor }) => tensor);

const named = (what: string, leaves: readonly Leaf[]): [string, Tensor][] =>
  leaves.map(({ tensor }, i) => [`${what}${i}`, tensor]);
