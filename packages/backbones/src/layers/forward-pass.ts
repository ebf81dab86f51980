import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tensors, Variables } from '../backbone.js';

/** One call of a model's `apply`: what its layers read, and the statistics they leave. */
export interface ForwardPass {
  /** The model's name, for errors. */
  model: string;
  variables: Variables;
  training: boolean;
  /** Filled by the layers with the statistics after this batch. */
  newStatistics: Tensors;
}

/** The variable called `name`. @throws naming it when there is none. */
export function variable(
  { model, variables }: Pick<ForwardPass, 'model' | 'variables'>,
  role: keyof Variables,
  name: string,
): Tensor {
  const found = variables[role][name];
  if (!found) {
    const have = Object.keys(variables[role]);
    throw new Error(
      `${model}: variables.${role} lacks '${name}' (it holds ${have.length ? have.join(', ') : 'nothing'})`,
    );
  }
  return found;
}
