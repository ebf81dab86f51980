import type { Tensors } from '@clce/ops';
import type { Scalar } from '@tensorflow/tfjs-core';

/** What changes from step to step and is no part of the state. */
export interface UpdateInputs {
  /** A float32 scalar tensor, so that a traced step can take another rate at each call. */
  learningRate: Scalar;
}

/** What a step is to add to the parameters, and the state for the step after it. */
export type Update = {
  updates: Tensors;
  state: Tensors;
};

/**
 * Turns gradients into updates: an optimizer, or a part of one.
 *
 * Both functions are pure: they dispose nothing that they are given and change nothing in place, and what they return
 * belongs to the caller. The state is a flat map of float32 tensors, named like `momentum/conv.weight`, so that it can
 * be written to a weight file and read back.
 */
export interface GradientTransformation {
  /** The state before the first step. */
  init(parameters: Tensors): Tensors;
  /**
   * One step; `gradients` has the names and shapes of `parameters`.
   *
   * @throws If names or shapes of gradients, state and parameters differ
   */
  update(gradients: Tensors, state: Tensors, parameters: Tensors, inputs: UpdateInputs): Update;
}
