import { dispose, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.js';
import { compareRecordings } from './compare-recordings.js';
import { dtypeNumbers, type NodeBackend } from './node-backend.js';
import { recordStep } from './record-step.js';
import type { Recording, Value } from './recording.js';
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
    if (resultsOf(first) !== resultsOf(second))
      throw new EngineError(
        'compileStep: two runs of the step return different results of the same ops; it must be pure',
      );
    trace = first;
  });
  return trace as unknown as Trace<Outputs>;
}

type Traced<State, Outputs> = Trace<Outputs> & { next: State };

function runOnce<State, Batch, Outputs>(
  backend: NodeBackend,
  step: Step<State, Batch, Outputs>,
  state: State,
  batch: Batch,
): Traced<State, Outputs> {
  const before = ownCopies(backend, leavesOf('state', state));
  const given = ownCopies(backend, leavesOf('batch', batch));
  const inputs = new Map([...named('state', before), ...named('batch', given)]);
  let made: Omit<Traced<State, Outputs>, 'recording'> | undefined;
  const late: Promise<unknown>[] = [];
  const recording = recordStep(backend, inputs, (nameOf) => {
    const result = step(likeTree(state, tensorsOf(before)), likeTree(batch, tensorsOf(given)));
    if (result instanceof Promise) {
      late.push(result);
      return;
    }
    const after = leavesOf('state', result.state);
    checkSame(before, after);
    made = {
      state: tensorsOf(after).map(nameOf),
      outputs: tensorsOf(leavesOf('outputs', result.outputs)).map(nameOf),
      skeleton: skeletonOf(result.outputs),
      next: likeTree(state, tensorsOf(after)),
    };
  });
  for (const promise of late) promise.then((result) => dispose(result as never)).catch(() => {});
  const [refusal] = recording.refusals;
  if (refusal) throw refusal;
  if (!made) throw new EngineError('compileStep: the step is asynchronous; it must return its result, not a promise');
  return { ...made, recording };
}

/** Where the results come from, as text. */
const resultsOf = ({ state, outputs, skeleton }: Trace<unknown>): string =>
  JSON.stringify([state, outputs, skeleton], (_key, value) => value ?? null);

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
