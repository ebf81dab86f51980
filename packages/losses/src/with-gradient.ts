import { customGrad, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';

/** Keeps tensors for the gradient; a no-op where none is taken. */
export type Save = (tensors: Tensor[]) => void;

export interface ValueAndGradient {
  value: Tensor2D;
  /** `dL/dx` from `dy = dL/dvalue` and what was saved. */
  gradFunc: (dy: Tensor2D, saved: Tensor2D[]) => Tensor2D;
}

/** The value of `compute`, differentiable in `x` by the gradient that `compute` gives. */
export function withGradient(x: Tensor2D, compute: (x: Tensor2D, save: Save) => ValueAndGradient): Tensor2D {
  const typed = (...inputs: unknown[]) => {
    const { value, gradFunc } = compute(...(inputs as [Tensor2D, Save]));
    return {
      value,
      gradFunc: (dy: Tensor, saved: Tensor[]) => tidy(() => gradFunc(dy as Tensor2D, saved as Tensor2D[])),
    };
  };
  return customGrad(typed)(x) as Tensor2D;
}
