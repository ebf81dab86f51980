import {
  getKernel,
  type KernelConfig,
  registerKernel,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { type BackpropFilterAttributes, conv2dBackpropFilter } from './kernels/conv2d-backprop-filter.js';
import { unsortedSegmentSum } from './kernels/unsorted-segment-sum.js';

type Run = (inputs: Record<string, Tensor>, attributes: Record<string, unknown>) => Tensor;

const kernels: Record<string, Run> = {
  Conv2DBackpropFilter: ({ x, dy }, attributes) =>
    conv2dBackpropFilter(x as Tensor4D, dy as Tensor4D, attributes as unknown as BackpropFilterAttributes),
  UnsortedSegmentSum: ({ x, segmentIds }, { numSegments }) =>
    unsortedSegmentSum(x!, segmentIds as Tensor1D, numSegments as number),
};

/**
 * Registers the kernels that training needs and a backend lacks, so that gradients run there.
 *
 * Each is composed of kernels that the backend has. Kernels that it has itself are left alone, and a second call does
 * nothing.
 *
 * @param backendName - as in `setBackend`, such as `'wasm'`
 *
 * @example
 * ```ts
 * await setBackend('wasm');
 * registerTrainingKernels('wasm');
 * ```
 */
export function registerTrainingKernels(backendName: string): void {
  for (const [kernelName, run] of Object.entries(kernels)) {
    if (getKernel(kernelName, backendName)) continue;
    const kernelFunc = ({ inputs, attrs }: { inputs: object; attrs: object }) =>
      run(inputs as Record<string, Tensor>, attrs as Record<string, unknown>);
    registerKernel({ kernelName, backendName, kernelFunc: kernelFunc as unknown as KernelConfig['kernelFunc'] });
  }
}
