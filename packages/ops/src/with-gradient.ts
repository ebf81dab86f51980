import { customGrad, type Tensor, tidy } from '@tensorflow/tfjs-core';

/** What an op returns of its forward pass: its output, what its gradient reads, and that gradient, one per input. */
export interface WithGradient<T extends Tensor> {
  value: T;
  saved: Tensor[];
  gradient(dy: T, saved: Tensor[]): Tensor[];
}

/** Runs an op that brings its own gradient with respect to every one of `inputs`. */
export function withGradient<T extends Tensor>(
  inputs: readonly Tensor[],
  forward: (inputs: readonly Tensor[]) => WithGradient<T>,
): T {
  const run = customGrad((...args) => {
    const save = args.pop() as unknown as (tensors: Tensor[]) => void;
    const { value, saved, gradient } = forward(args as Tensor[]);
    save(saved);
    return { value, gradFunc: (dy, saved) => tidy(() => gradient(dy as T, saved)) };
  });
  return run(...inputs) as T;
}
