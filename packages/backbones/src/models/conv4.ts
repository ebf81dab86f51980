import { maxPool, mean, relu, reshape, type Tensor2D, type Tensor4D, tidy, transpose } from '@tensorflow/tfjs-core';
import type { Backbone } from '../backbone.js';
import { assertCount, assertFourWidths, assertImages } from '../checks.js';
import { convolution, convolutionSpecs } from '../layers/convolution.js';
import type { ForwardPass } from '../layers/forward-pass.js';
import { normalization, normalizationSpecs } from '../layers/normalization.js';
import { initializeVariables, type VariableSpec } from '../variable-spec.js';

export interface Conv4Options {
  /** Channels of the four blocks. Default `[64, 64, 64, 64]`. */
  widths?: readonly number[];
  /** Channels of an image: 3 for colour, 1 for grey. Default 3. */
  inChannels?: number;
  /** Height and width that `flatten` counts its features for: `28` or `[84, 84]`. Default 28. */
  imageSize?: number | readonly [height: number, width: number];
  /**
   * `flatten` (default): four max-pools, then the last maps in PyTorch's order (channel, row, column), as in Prototypical
   * Networks; `features = widths[3] · ⌊H/16⌋ · ⌊W/16⌋`. `average`: no max-pool after the last block, then the mean over each
   * map, as in RFS's `convnet4`; `features = widths[3]` for every image size.
   */
  pooling?: 'flatten' | 'average';
}

/**
 * Four blocks of 3×3 convolution (padding 1, with bias), batch normalisation, ReLU and 2×2 max-pool: the small standard
 * model of few-shot learning. Images need at least 16 pixels a side (`average`: 8).
 *
 * Names are those of RFS's `convnet4`: `layer1.0.weight`, `layer1.0.bias`, `layer1.1.weight`, `layer1.1.bias`,
 * `layer1.1.running_mean`, `layer1.1.running_var`, `layer2.0.weight`, … Convolutions begin Kaiming normal (outgoing, ReLU),
 * their biases uniform in `±1/sqrt(9 · inputs)`, normalisation at scale 1 and offset 0.
 *
 * @throws when a size is not a positive integer or too small; in `apply` when images do not fit (both shapes are printed)
 * or a variable is missing
 * @see Snell et al. 2017, Prototypical Networks; Tian et al. 2020 (RFS), `models/convnet.py`
 * @example
 * const model = conv4({ inChannels: 1 });
 * const variables = model.initialize(1);
 * const { features, statistics } = model.apply(variables, images, { training: true }); // [N, 28, 28, 1] -> [N, 64]
 */
export function conv4(options: Conv4Options = {}): Backbone {
  const { widths = [64, 64, 64, 64], inChannels = 3, imageSize = 28, pooling = 'flatten' } = options;
  assertFourWidths('conv4', widths);
  assertCount('conv4', { inChannels });
  if (pooling !== 'flatten' && pooling !== 'average')
    throw new Error(`conv4: pooling ('${pooling}') must be 'flatten' or 'average'`);
  const size: readonly [number, number] = typeof imageSize === 'number' ? [imageSize, imageSize] : imageSize;
  const minimum = pooling === 'flatten' ? 16 : 8;
  assertImageSize(size, minimum);
  const maps = pooling === 'flatten' ? mapLength(size[0]) * mapLength(size[1]) : 1;
  const features = widths[3]! * maps;
  const specs = conv4Specs(widths, inChannels);
  return {
    name: 'conv4',
    features,
    initialize: (seed) => initializeVariables(specs, seed),
    apply: (variables, images, { training }) => {
      assertImages('conv4', images, inChannels, minimum);
      if (pooling === 'flatten') assertFlatSize(images, size);
      return tidy(() => {
        const pass: ForwardPass = { model: 'conv4', variables, training, newStatistics: {} };
        let x = images;
        for (const block of [1, 2, 3, 4]) x = convBlock(pass, `layer${block}`, x, block < 4 || pooling === 'flatten');
        const output: Tensor2D = pooling === 'flatten' ? flattenChannelsFirst(x) : mean(x, [1, 2]);
        return { features: output, statistics: pass.newStatistics };
      });
    },
  };
}

function conv4Specs(widths: readonly number[], inChannels: number): VariableSpec[] {
  return widths.flatMap((outChannels, i) => [
    ...convolutionSpecs(`layer${i + 1}.0`, {
      kernel: 3,
      inChannels: widths[i - 1] ?? inChannels,
      outChannels,
      bias: true,
    }),
    ...normalizationSpecs(`layer${i + 1}.1`, outChannels),
  ]);
}

/** ReLU follows the max-pool: the same values and gradients as before it, on a quarter of the numbers. */
function convBlock(pass: ForwardPass, name: string, x: Tensor4D, pool: boolean): Tensor4D {
  const normalized = normalization(pass, `${name}.1`, convolution(pass, `${name}.0`, x, { bias: true }));
  const pooled: Tensor4D = pool ? maxPool(normalized, 2, 2, 'valid') : normalized;
  return relu(pooled);
}

/** `[N, H, W, C]` -> `[N, C·H·W]`, as `view(N, -1)` lays out PyTorch's `[N, C, H, W]`. */
function flattenChannelsFirst(x: Tensor4D): Tensor2D {
  const [count, height, width, channels] = x.shape;
  const ordered = height * width === 1 ? x : transpose(x, [0, 3, 1, 2]);
  return reshape(ordered, [count, channels * height * width]);
}

const mapLength = (length: number): number => Math.floor(length / 16);

function assertImageSize(size: readonly [number, number], minimum: number): void {
  assertCount('conv4', { 'imageSize[0]': size[0], 'imageSize[1]': size[1] });
  if (Math.min(...size) < minimum)
    throw new Error(`conv4: imageSize (${size.join('×')}) must be at least ${minimum}×${minimum}`);
}

function assertFlatSize(images: Tensor4D, size: readonly [number, number]): void {
  const [, height, width] = images.shape;
  if (mapLength(height) === mapLength(size[0]) && mapLength(width) === mapLength(size[1])) return;
  throw new Error(
    `conv4: images are [${images.shape}], but the model counts its features for imageSize [${size}]; create it with imageSize [${height},${width}]`,
  );
}
