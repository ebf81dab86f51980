import type { Tensor } from '@tensorflow/tfjs-core';

/** Tensors by name: parameters, gradients, running statistics or optimizer state. */
export type Tensors = Record<string, Tensor>;
