import { add, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import { type ActivationName, activations } from './activations.js';
import { sumRows } from './sum-rows.js';
import { type TensorFlowAttribute, tensorflowBackend } from './tensorflow-backend.js';
import { withGradient } from './with-gradient.js';

export interface BiasActivationOptions {
  /** Summand per channel, `[C]`. @default none */
  bias?: Tensor1D;
  /** What is done to the sum. @default 'relu' */
  activation?: ActivationName;
  /** Factor of negative values under `'leakyRelu'`, in (0, 1]. @default 0.01 */
  negativeSlope?: number;
}

/**
 * Adds a bias per channel and applies an activation: `y = relu(x + bias)`; or `relu6`, which stops at 6; or `leakyRelu`,
 * which multiplies negative values by `negativeSlope`. Without `bias` it is the activation alone.
 *
 * The gradient reads nothing but the output, whose sign is the sum's; at zero it is that of negative values, and
 * `relu6` has none from 6 on. On the `tensorflow` backend it is one pass (`ReluGrad`, `Relu6Grad` or `LeakyReluGrad`, and
 * `BiasAddGrad`), where `tf.relu` composes it.
 *
 * @param x - `[..., C]`, float32
 * @returns x's shape
 * @throws If the bias is not `[C]`, or the slope is out of range
 *
 * @example
 * ```ts
 * const hidden = biasActivation(matMul(x, weight), { bias, activation: 'leakyRelu', negativeSlope: 0.1 });
 * ```
 */
export function biasActivation<T extends Tensor>(x: T, options: BiasActivationOptions = {}): T {
  const { bias, activation = 'relu', negativeSlope = 0.01 } = options;
  checkInputs(x, { bias, activation, negativeSlope });
  const { apply, gradient: activationGradient } = activations[activation](negativeSlope);
  return tidy(() =>
    withGradient<T>(bias ? [x, bias] : [x], ([x, bias]) => {
      const value = apply(bias ? addBias(x!, bias) : x!) as T;
      const gradient = (dy: Tensor, [y]: Tensor[]): Tensor[] => {
        const dx = activationGradient(dy, y!);
        return bias ? [dx, sumRows(dx)] : [dx];
      };
      return { value, saved: [value], gradient };
    }),
  );
}

function addBias(x: Tensor, bias: Tensor): Tensor {
  const attributes: Record<string, TensorFlowAttribute> = { T: { type: 'float32' }, data_format: { string: 'NHWC' } };
  const tensorflow = x.rank >= 2 ? tensorflowBackend() : null;
  return tensorflow ? tensorflow.execute('BiasAdd', attributes, [x, bias], 1)[0]! : add(x, bias);
}

interface Checked extends Pick<BiasActivationOptions, 'activation' | 'negativeSlope'> {
  bias: Tensor1D | undefined;
}

function checkInputs(x: Tensor, { bias, activation, negativeSlope }: Checked): void {
  if (x.rank === 0) throw new Error('biasActivation: x must be [..., C], got a scalar');
  if (x.dtype !== 'float32') throw new Error(`biasActivation: x must be float32, got ${x.dtype}`);
  const channels = x.shape.at(-1);
  if (bias && (bias.rank !== 1 || bias.shape[0] !== channels)) {
    throw new Error(`biasActivation: bias must be [${channels}] for x of shape [${x.shape}], got [${bias.shape}]`);
  }
  if (!Object.hasOwn(activations, activation!)) {
    throw new Error(`biasActivation: activation (${activation}) must be one of ${Object.keys(activations).join(', ')}`);
  }
  if (negativeSlope! > 0 && negativeSlope! <= 1) return;
  throw new Error(`biasActivation: negativeSlope (${negativeSlope}) must be in (0, 1]`);
}
