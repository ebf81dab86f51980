import { add, conv2d, type Tensor4D } from '@tensorflow/tfjs-core';
import { normal, uniform } from '../fill.js';
import type { VariableSpec } from '../variable-spec.js';
import { type ForwardPass, variable } from './forward-pass.js';

export interface ConvolutionSizes {
  kernel: number;
  inChannels: number;
  outChannels: number;
  bias?: boolean;
}

/**
 * A convolution's variables. Weights are Kaiming normal over the outgoing connections, standard deviation
 * `sqrt(2 / (kernel² · outChannels))`, as in RFS; a bias is uniform in `±1/sqrt(kernel² · inChannels)`, PyTorch's default.
 */
export function convolutionSpecs(
  name: string,
  { kernel, inChannels, outChannels, bias = false }: ConvolutionSizes,
): VariableSpec[] {
  const weight: VariableSpec = {
    name: `${name}.weight`,
    shape: [kernel, kernel, inChannels, outChannels],
    fill: normal(Math.sqrt(2 / (kernel ** 2 * outChannels))),
    role: 'parameter',
  };
  if (!bias) return [weight];
  const bound = 1 / Math.sqrt(kernel ** 2 * inChannels);
  return [weight, { name: `${name}.bias`, shape: [outChannels], fill: uniform(bound), role: 'parameter' }];
}

/** Stride 1, padded to keep height and width. */
export function convolution(
  pass: ForwardPass,
  name: string,
  x: Tensor4D,
  { bias = false }: { bias?: boolean } = {},
): Tensor4D {
  const output = conv2d(x, variable(pass, 'parameters', `${name}.weight`) as Tensor4D, 1, 'same');
  return bias ? add(output, variable(pass, 'parameters', `${name}.bias`)) : output;
}
