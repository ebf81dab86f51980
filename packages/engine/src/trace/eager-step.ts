import { clone, dispose, keep, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { CompiledStep, CompileStepOptions, Step } from './step.js';
import { checkSame, leavesOf, likeTree, skeletonOf } from './tensor-tree.js';

/** Runs a step as it is, with the state in tensors. */
export function eagerStep<State, Batch, Outputs>(
  step: Step<State, Batch, Outputs>,
  { state: initial }: CompileStepOptions<State, Batch>,
): CompiledStep<State, Batch, Outputs> {
  const shape = skeletonOf(initial);
  let state = leavesOf('state', initial).map(({ path, tensor }) => ({ path, tensor: keep(clone(tensor)) }));
  const tensors = () => state.map(({ tensor }) => tensor);
  const replace = (next: readonly Tensor[]) => {
    const old = tensors();
    state = state.map(({ path }, i) => ({ path, tensor: keep(next[i]!) }));
    dispose(old);
  };
  return {
    run(batch) {
      leavesOf('batch', batch);
      let outputs: Outputs | undefined;
      const { next, shown } = tidy(() => {
        const result = step(likeTree(shape, tensors()), batch);
        const after = leavesOf('state', result.state);
        checkSame(state, after);
        outputs = skeletonOf(result.outputs);
        return { next: copies(after), shown: copies(leavesOf('outputs', result.outputs)) };
      });
      replace(next);
      return likeTree(outputs as Outputs, shown);
    },
    read: () => likeTree(shape, tensors().map(clone)),
    write(other) {
      const given = leavesOf('state', other);
      checkSame(state, given);
      replace(given.map(({ tensor }) => clone(tensor)));
    },
    report: () => ({ traces: 0, seconds: 0 }),
    dispose: () => dispose(tensors()),
  };
}

const copies = (leaves: readonly { tensor: Tensor }[]): Tensor[] => leaves.map(({ tensor }) => clone(tensor));
