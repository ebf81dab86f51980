import { EngineError } from '../engine-error.js';
import { eagerStep } from './eager-step.js';
import { nodeBackend } from './node-backend.js';
import type { CompiledStep, CompileStepOptions, Step } from './step.js';
import { tracedStep } from './traced-step.js';

/**
 * Makes a training step fast: on TensorFlow it is recorded once for each shape of batches and becomes a graph that holds the
 * state in its variables. On every other engine the function itself runs, with the same results.
 *
 * The step must be pure. Whatever changes from one step to the next, such as the learning rate or the seed of a stateless
 * random op, is a tensor of the batch or of the state; numbers and other tensors made in JavaScript are constants. On
 * TensorFlow these are refused with the op and the line that did it: reading a value inside the step, a tensor from outside of it, a random
 * tensor drawn in JavaScript, ops that draw from a hidden state or whose shapes depend on values. Only what the function
 * reads from a JavaScript variable that changes later goes unseen.
 *
 * @param step - `(state, batch) -> { state, outputs }`, in plain synchronous TensorFlow.js
 * @throws EngineError if the step can't be traced, if state or batch hold anything but tensors, or from `run` if a batch
 *   is of a shape too many
 *
 * @example
 * ```ts
 * const step = compileStep(
 *   ({ weight }, { x, y, learningRate }) => {
 *     const { value, grads } = valueAndGrads((w) => losses.meanSquaredError(y, matMul(x, w)))([weight]);
 *     return { state: { weight: sub(weight, mul(grads[0], learningRate)) }, outputs: { loss: value } };
 *   },
 *   { state: { weight } },
 * );
 * for (const batch of batches) step.run(batch).loss.print();
 * const { weight: trained } = step.read();
 * ```
 */
export function compileStep<State extends object, Batch extends object, Outputs extends object>(
  step: Step<State, Batch, Outputs>,
  options: CompileStepOptions<State, Batch>,
): CompiledStep<State, Batch, Outputs> {
  const { maxTraces = 4 } = options;
  if (!Number.isInteger(maxTraces) || maxTraces < 1)
    throw new EngineError(`compileStep: maxTraces (${maxTraces}) must be a positive integer`);
  const backend = nodeBackend();
  return untilDisposed(backend ? tracedStep(backend, step, options) : eagerStep(step, options));
}

/** The same step, which says so where it is used after its end. */
function untilDisposed<State, Batch, Outputs>(
  step: CompiledStep<State, Batch, Outputs>,
): CompiledStep<State, Batch, Outputs> {
  let isDisposed = false;
  const alive = (): typeof step => {
    if (isDisposed) throw new EngineError('compileStep: this step is disposed');
    return step;
  };
  return {
    run: (batch) => alive().run(batch),
    read: () => alive().read(),
    write: (state) => alive().write(state),
    report: () => step.report(),
    dispose() {
      if (!isDisposed) step.dispose();
      isDisposed = true;
    },
  };
}
