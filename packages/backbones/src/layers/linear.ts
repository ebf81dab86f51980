import { add, matMul, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Variables } from '../backbone.js';
import { uniform } from '../fill.js';
import type { VariableSpec } from '../variable-spec.js';
import { variable } from './forward-pass.js';

/** A linear layer's variables: weight `[in, out]` and bias, both uniform in `±1/sqrt(in)`, as PyTorch begins. */
export function linearSpecs(name: string, inFeatures: number, outFeatures: number): VariableSpec[] {
  const fill = uniform(1 / Math.sqrt(inFeatures));
  return [
    { name: `${name}.weight`, shape: [inFeatures, outFeatures], fill, role: 'parameter' },
    { name: `${name}.bias`, shape: [outFeatures], fill, role: 'parameter' },
  ];
}

/** `x · weight + bias`, `[N, in]` -> `[N, out]`. */
export function linear(model: string, variables: Variables, name: string, x: Tensor2D): Tensor2D {
  const weight = variable({ model, variables }, 'parameters', `${name}.weight`) as Tensor2D;
  return add(matMul(x, weight), variable({ model, variables }, 'parameters', `${name}.bias`));
}
