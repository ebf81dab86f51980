import {
  add,
  greater,
  leakyRelu,
  mul,
  relu,
  type Tensor,
  type Tensor1D,
  tidy,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { sumRows } from './sum-rows.js';
import { type TensorFlowAttribute, tensorflowBackend } from './tensorflow-backend.js';
import { withGradient } from './with-gradient.js';

export interface BiasActivationOptions {
  /** Summand per channel, `[C]`. @default none */
  bias?: Tensor1D;
  /** What is done to the sum. @default 'relu' */
  activation?: 'relu' | 'leakyRelu';
  /** Factor of negative values under `'leakyRelu'`, in (0, 1]. @default 0.01 */
  negativeSlope?: number;
}

/**
 * Adds a bias per channel and applies an activation: `y = relu(x + bias)`, or `leakyRelu`, which multiplies negative
 * values by `negativeSlope`. Without `bias` it is the activation alone.
 *
 * The gradient reads nothing but the output, whose sign is the sum's; at zero it is that of negative values. On the
 * `tensorflow` backend it is one pass (`ReluGrad` or `LeakyReluGrad`, and `BiasAddGrad`), where `tf.relu` composes it.
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
  const slope = activation === 'relu' ? 0 : negativeSlope;
  return tidy(() =>
    withGradient<T>(bias ? [x, bias] : [x], ([x, bias]) => {
      const value = activate(bias ? addBias(x!, bias) : x!, slope) as T;
      const gradient = (dy: Tensor, [y]: Tensor[]): Tensor[] => {
        const dx = activationGradient(dy, y!, slope);
        return bias ? [dx, sumRows(dx)] : [dx];
      };
      return { value, saved: [value], gradient };
    }),
  );
}

const float32 = { type: 'float32' } as const;

function addBias(x: Tensor, bias: Tensor): Tensor {
  const attributes: Record<string, TensorFlowAttribute> = { T: float32, data_format: { string: 'NHWC' } };
  const tensorflow = x.rank >= 2 ? tensorflowBackend() : null;
  return tensorflow ? tensorflow.execute('BiasAdd', attributes, [x, bias], 1)[0]! : add(x, bias);
}

const activate = (x: Tensor, slope: number): Tensor => (slope === 0 ? relu(x) : leakyRelu(x, slope));

function activationGradient(dy: Tensor, y: Tensor, slope: number): Tensor {
  const tensorflow = tensorflowBackend();
  if (!tensorflow) return where(greater(y, 0), dy, slope === 0 ? zerosLike(dy) : mul(dy, slope));
  if (slope === 0) return tensorflow.execute('ReluGrad', { T: float32 }, [dy, y], 1)[0]!;
  return tensorflow.execute('LeakyReluGrad', { T: float32, alpha: { float: slope } }, [dy, y], 1)[0]!;
}

function checkInputs(
  x: Tensor,
  {
    bias,
    activation,
    negativeSlope,
  }: Pick<BiasActivationOptions, 'activation' | 'negativeSlope'> & { bias: Tensor1D | undefined },
): void {
  if (x.rank === 0) throw new Error('biasActivation: x must be [..., C], got a scalar');
  if (x.dtype !== 'float32') throw new Error(`biasActivation: x must be float32, got ${x.dtype}`);
  const channels = x.shape.at(-1);
  if (bias && (bias.rank !== 1 || bias.shape[0] !== channels)) {
    throw new Error(`biasActivation: bias must be [${channels}] for x of shape [${x.shape}], got [${bias.shape}]`);
  }
  if (activation !== 'relu' && activation !== 'leakyRelu') {
    throw new Error(`biasActivation: activation (${activation}) must be 'relu' or 'leakyRelu'`);
  }
  if (negativeSlope! > 0 && negativeSlope! <= 1) return;
  throw new Error(`biasActivation: negativeSlope (${negativeSlope}) must be in (0, 1]`);
}
