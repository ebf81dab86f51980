import { add, leakyRelu, maxPool, mean, type Tensor2D, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import type { Backbone } from '../backbone.js';
import { assertCount, assertFourWidths, assertImages } from '../checks.js';
import { convolution, convolutionSpecs } from '../layers/convolution.js';
import type { ForwardPass } from '../layers/forward-pass.js';
import { normalization, normalizationSpecs } from '../layers/normalization.js';
import { initializeVariables, type VariableSpec } from '../variable-spec.js';

export interface Resnet12Options {
  /** Channels of the four blocks. Default `[64, 160, 320, 640]`, RFS's; `[32, 64, 128, 256]` is the smaller one of the benchmark. */
  widths?: readonly number[];
  /** Channels of an image: 3 for colour, 1 for grey. Default 3. */
  inChannels?: number;
}

const SMALLEST_IMAGE = 16;
const NEGATIVE_SLOPE = 0.1;

/**
 * ResNet-12 of few-shot learning, as in RFS: four residual blocks of three 3×3 convolutions, each with batch normalisation and
 * LeakyReLU (0.1), a 1×1 convolution with batch normalisation as shortcut, 2×2 max-pool after each block, then the mean over
 * each map: `features = widths[3]`. Images of any size from 16×16. RFS's dropout and DropBlock are left out, which is RFS with
 * `drop_rate` 0.
 *
 * Names are RFS's: `layer1.0.conv1.weight`, `layer1.0.bn1.weight`, `layer1.0.bn1.running_mean`, `layer1.0.downsample.0.weight`,
 * `layer1.0.downsample.1.weight`, … Convolutions begin Kaiming normal (outgoing), normalisation at scale 1 and offset 0.
 *
 * @throws when a size is not a positive integer; in `apply` when images do not fit (both shapes are printed) or a variable is missing
 * @see Tian et al. 2020, Rethinking Few-Shot Image Classification (RFS), `models/resnet.py`
 * @example
 * const model = resnet12({ widths: [32, 64, 128, 256] });
 * const variables = model.initialize(1);
 * const { features, statistics } = model.apply(variables, images, { training: true }); // [N, 32, 32, 3] -> [N, 256]
 */
export function resnet12({ widths = [64, 160, 320, 640], inChannels = 3 }: Resnet12Options = {}): Backbone {
  assertFourWidths('resnet12', widths);
  assertCount('resnet12', { inChannels });
  const specs = widths.flatMap((outChannels, i) => blockSpecs(i + 1, widths[i - 1] ?? inChannels, outChannels));
  return {
    name: 'resnet12',
    features: widths[3]!,
    initialize: (seed) => initializeVariables(specs, seed),
    apply: (variables, images, { training }) => {
      assertImages('resnet12', images, inChannels, SMALLEST_IMAGE);
      return tidy(() => {
        const pass: ForwardPass = { model: 'resnet12', variables, training, newStatistics: {} };
        let x = images;
        for (const block of [1, 2, 3, 4]) x = residualBlock(pass, `layer${block}.0`, x);
        const features: Tensor2D = mean(x, [1, 2]);
        return { features, statistics: pass.newStatistics };
      });
    },
  };
}

function blockSpecs(block: number, inChannels: number, outChannels: number): VariableSpec[] {
  const name = `layer${block}.0`;
  const part = (convolutionName: string, normName: string, kernel: number, from: number): VariableSpec[] => [
    ...convolutionSpecs(`${name}.${convolutionName}`, { kernel, inChannels: from, outChannels }),
    ...normalizationSpecs(`${name}.${normName}`, outChannels),
  ];
  return [
    ...part('conv1', 'bn1', 3, inChannels),
    ...part('conv2', 'bn2', 3, outChannels),
    ...part('conv3', 'bn3', 3, outChannels),
    ...part('downsample.0', 'downsample.1', 1, inChannels),
  ];
}

/** The last activation follows the max-pool: the same values and gradients as before it, on a quarter of the numbers. */
function residualBlock(pass: ForwardPass, name: string, x: Tensor4D): Tensor4D {
  const normalized = (convolutionName: string, normName: string, input: Tensor4D): Tensor4D =>
    normalization(pass, `${name}.${normName}`, convolution(pass, `${name}.${convolutionName}`, input));
  const first = activate(normalized('conv1', 'bn1', x));
  const second = activate(normalized('conv2', 'bn2', first));
  const third = normalized('conv3', 'bn3', second);
  const shortcut = normalized('downsample.0', 'downsample.1', x);
  const sum: Tensor4D = add(third, shortcut);
  const pooled: Tensor4D = maxPool(sum, 2, 2, 'valid');
  return activate(pooled);
}

const activate = (x: Tensor4D): Tensor4D => leakyRelu(x, NEGATIVE_SLOPE);
