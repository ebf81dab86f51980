import {
  clone,
  customGrad,
  keep,
  reshape,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  batchNorm as tfBatchNorm,
  tidy,
} from '@tensorflow/tfjs-core';
import { fusedNormalize } from './fused-normalize.js';
import { portableNormalize } from './portable-normalize.js';
import { tensorflowBackend } from './tensorflow-backend.js';

export interface BatchNormOptions {
  /** Factor per channel, `[C]`. PyTorch calls it `weight`. */
  scale: Tensor1D;
  /** Summand per channel, `[C]`. PyTorch calls it `bias`. */
  offset: Tensor1D;
  /** Running mean per channel, `[C]`. */
  mean: Tensor1D;
  /** Running variance per channel, `[C]`. */
  variance: Tensor1D;
  /** Normalize by the batch's own statistics and update the running ones, or normalize by the running ones. */
  training: boolean;
  /** Weight of the batch in the new running statistics, in [0, 1]. @default 0.1 */
  momentum?: number;
  /** Added to the variance before its root. @default 1e-5 */
  epsilon?: number;
}

export interface BatchNormResult<T extends Tensor> {
  /** The normalized tensor, of x's shape. */
  output: T;
  /** New running mean, `[C]`. */
  mean: Tensor1D;
  /** New running variance, `[C]`. */
  variance: Tensor1D;
}

/** The shape that one normalizing kernel needs: images, their affine map and the statistics to update. */
export interface NormalizeInputs {
  x: Tensor4D;
  scale: Tensor1D;
  offset: Tensor1D;
  mean: Tensor1D;
  variance: Tensor1D;
  momentum: number;
  epsilon: number;
}

/** Output and new running statistics of one training batch, and the gradient `dy -> [dx, dScale, dOffset]`. */
export interface Normalized {
  output: Tensor4D;
  mean: Tensor1D;
  variance: Tensor1D;
  /** What `gradient` reads. */
  saved: Tensor[];
  gradient(dy: Tensor4D, saved: Tensor[]): Tensor[];
}

/**
 * Batch normalization over every axis but the last, with running statistics.
 *
 * `output = scale · (x - μ) / √(σ² + epsilon) + offset`. In training μ and σ² (biased) are those of the batch, and
 * the running statistics become `(1 - momentum) · old + momentum · batch`, with the unbiased variance there: PyTorch's
 * rule. Otherwise μ and σ² are the running statistics, and these are returned unchanged.
 *
 * A pure function: nothing is updated in place. Gradients reach x, scale and offset; none flow through the new running
 * statistics. On the `tensorflow` backend it is one TensorFlow op, and its gradient another; elsewhere it is composed.
 *
 * @param x - `[N, H, W, C]` or `[N, C]`, float32
 * @returns `{ output, mean, variance }`, all owned by the caller
 * @throws In training, if x has one value per channel, whose variance is undefined
 * @see Ioffe and Szegedy, "Batch Normalization", 2015, https://arxiv.org/abs/1502.03167
 *
 * @example
 * ```ts
 * const { output, mean, variance } = batchNorm(images, { scale, offset, ...running, training: true });
 * ```
 */
export function batchNorm<T extends Tensor2D | Tensor4D>(x: T, options: BatchNormOptions): BatchNormResult<T> {
  const { scale, offset, mean, variance, training, momentum = 0.1, epsilon = 1e-5 } = options;
  checkInputs(x, { scale, offset, mean, variance }, { momentum, epsilon });
  return tidy(() => {
    if (!training) {
      const output = tfBatchNorm(x, mean, variance, offset, scale, epsilon) as T;
      return { output, mean: clone(mean), variance: clone(variance) };
    }
    checkEnoughValues(x);
    const images = (x.rank === 4 ? x : reshape(x, [x.shape[0], 1, 1, x.shape[1]!])) as Tensor4D;
    const normalized = normalize({ x: images, scale, offset, mean, variance, momentum, epsilon });
    return { ...normalized, output: reshape(normalized.output, x.shape) as T };
  });
}

/** `customGrad` lets one tensor out; the two statistics leave beside it, kept over the end of its scope. */
function normalize(inputs: NormalizeInputs): { output: Tensor4D; mean: Tensor1D; variance: Tensor1D } {
  const kept: Tensor1D[] = [];
  const kernel = tensorflowBackend() ? fusedNormalize : portableNormalize;
  const run = customGrad((...args) => {
    const [x, scale, offset, save] = args as unknown as [Tensor4D, Tensor1D, Tensor1D, (saved: Tensor[]) => void];
    const { output, mean, variance, saved, gradient } = kernel({ ...inputs, x, scale, offset });
    save(saved);
    kept.push(keep(mean), keep(variance));
    return { value: output, gradFunc: (dy, saved) => tidy(() => gradient(dy as Tensor4D, saved)) };
  });
  const output = run(inputs.x, inputs.scale, inputs.offset) as Tensor4D;
  const [mean, variance] = kept.map((statistic) => clone(statistic)) as [Tensor1D, Tensor1D];
  for (const statistic of kept) statistic.dispose();
  return { output, mean, variance };
}

function checkInputs(x: Tensor, channels: Record<string, Tensor>, { momentum, epsilon }: Record<string, number>): void {
  if (x.rank !== 2 && x.rank !== 4) throw new Error(`batchNorm: x must be [N, H, W, C] or [N, C], got [${x.shape}]`);
  if (x.dtype !== 'float32') throw new Error(`batchNorm: x must be float32, got ${x.dtype}`);
  const numChannels = x.shape.at(-1);
  for (const [name, { shape }] of Object.entries(channels)) {
    if (shape.length === 1 && shape[0] === numChannels) continue;
    throw new Error(`batchNorm: ${name} must be [${numChannels}] for x of shape [${x.shape}], got [${shape}]`);
  }
  if (!(momentum! >= 0 && momentum! <= 1)) throw new Error(`batchNorm: momentum (${momentum}) must be in [0, 1]`);
  if (!(epsilon! > 0)) throw new Error(`batchNorm: epsilon (${epsilon}) must be positive`);
}

function checkEnoughValues(x: Tensor): void {
  if (x.size > x.shape.at(-1)!) return;
  throw new Error(
    `batchNorm: training needs at least two values per channel, for one has no variance; x is [${x.shape}]`,
  );
}
