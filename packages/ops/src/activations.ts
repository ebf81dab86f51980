import {
  greater,
  leakyRelu,
  less,
  logicalAnd,
  mul,
  relu,
  relu6,
  type Tensor,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { type TensorFlowAttribute, tensorflowBackend } from './tensorflow-backend.js';

export type ActivationName = 'relu' | 'relu6' | 'leakyRelu';

/** An activation whose gradient follows from its output `y`. */
interface Activation {
  apply(x: Tensor): Tensor;
  gradient(dy: Tensor, y: Tensor): Tensor;
}

/** By name; `negativeSlope` is that of `leakyRelu`. Gradients are one TensorFlow op each, elsewhere composed. */
export const activations: Record<ActivationName, (negativeSlope: number) => Activation> = {
  relu: () => ({
    apply: relu,
    gradient: (dy, y) => tensorflowGradient('ReluGrad', dy, y) ?? where(greater(y, 0), dy, zerosLike(dy)),
  }),
  relu6: () => ({
    apply: relu6,
    gradient: (dy, y) =>
      tensorflowGradient('Relu6Grad', dy, y) ?? where(logicalAnd(greater(y, 0), less(y, 6)), dy, zerosLike(dy)),
  }),
  leakyRelu: (slope) => ({
    apply: (x) => leakyRelu(x, slope),
    gradient: (dy, y) =>
      tensorflowGradient('LeakyReluGrad', dy, y, { alpha: { float: slope } }) ??
      where(greater(y, 0), dy, mul(dy, slope)),
  }),
};

function tensorflowGradient(
  op: string,
  dy: Tensor,
  y: Tensor,
  attributes?: Record<string, TensorFlowAttribute>,
): Tensor | undefined {
  return tensorflowBackend()?.execute(op, { T: { type: 'float32' }, ...attributes }, [dy, y], 1)[0];
}
