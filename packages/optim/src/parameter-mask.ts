import type { Tensor } from '@tensorflow/tfjs-core';

/** Picks parameters by name and shape. Never by value: a traced step asks once, when it is traced. */
export type ParameterMask = (name: string, parameter: Tensor) => boolean;

/** A mask that leaves out biases and the scales and offsets of normalization: whatever has one axis or none. */
export const exceptVectors: ParameterMask = (_name, parameter) => parameter.rank > 1;
