import type { Tensor } from '@tensorflow/tfjs-core';

/** Records like those of `T`, with tensors whose rank the compiler need not know. */
export type AnyRank<T> = T extends Tensor ? Tensor : { [K in keyof T]: AnyRank<T[K]> };

/** What a step returns: the next state, of the same names, shapes and dtypes, and what the caller wants to see. */
export interface StepResult<State, Outputs> {
  state: AnyRank<State>;
  outputs: Outputs;
}

/** A pure function of (state, batch), each a record (or records in records) of tensors. */
export type Step<State, Batch, Outputs> = (state: State, batch: Batch) => StepResult<State, Outputs>;

export interface CompileStepOptions<State, Batch> {
  /** The state to begin with. It is copied: the caller keeps it. */
  state: State;
  /** An example to trace at once, so that what can't be traced shows now; without it the first batch is traced. */
  batch?: Batch;
  /** How many shapes of batches get their own trace; one more is an error. @default 4 */
  maxTraces?: number;
}

/** What tracing has cost so far; both are 0 on engines that run a step as it is. */
export interface TraceReport {
  /** Shapes of batches that have been traced. */
  traces: number;
  /** Seconds that tracing took, all traces together. */
  seconds: number;
}

/** A step that holds its state. */
export interface CompiledStep<State, Batch, Outputs> {
  /** Takes one step and returns its outputs, which the caller owns (or the `tidy` around the call). */
  run(batch: Batch): Outputs;
  /** The state as it is now, which the caller owns. */
  read(): State;
  /** Replaces the state; the caller keeps what it gives. */
  write(state: State): void;
  report(): TraceReport;
  /** Frees the state. Nothing else may be called after it. */
  dispose(): void;
}
