import { backend_util } from '@tensorflow/tfjs-core';

type Shape4D = [number, number, number, number];

/** How TensorFlow.js describes a 2-D convolution to its kernels. */
export interface ConvolutionAttributes {
  strides: number | [number, number];
  pad: 'same' | 'valid' | number | backend_util.ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  dataFormat?: 'NHWC' | 'NCHW';
  dilations?: number | [number, number];
}

/** Places, strides and padding of a convolution of `[N, H, W, C]` images, whose filter is not dilated. */
export function convolutionGeometry(
  imageShape: Shape4D,
  filterShape: Shape4D,
  { strides, pad, dimRoundingMode, dataFormat = 'NHWC', dilations = 1 }: ConvolutionAttributes,
  depthwise = false,
): backend_util.Conv2DInfo {
  if (dataFormat !== 'NHWC') {
    throw new Error(`registerTrainingKernels: a convolution's gradient needs dataFormat NHWC, got ${dataFormat}`);
  }
  if ([dilations].flat().some((dilation) => dilation !== 1)) {
    throw new Error(`registerTrainingKernels: a convolution's gradient needs dilations of 1, got ${dilations}`);
  }
  return backend_util.computeConv2DInfo(imageShape, filterShape, strides, 1, pad, dimRoundingMode, depthwise);
}
