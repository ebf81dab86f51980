import { getKernel, type KernelFunc, registerKernel, type TensorInfo, unregisterKernel } from '@tensorflow/tfjs-core';
import { conv2dBackpropFilter } from './kernels/conv2d-backprop-filter.js';
import { conv2dBackpropInput } from './kernels/conv2d-backprop-input.js';
import { depthwiseBackpropFilter } from './kernels/depthwise-backprop-filter.js';
import { depthwiseBackpropInput } from './kernels/depthwise-backprop-input.js';
import { maxPoolGradient } from './kernels/max-pool-gradient.js';
import { transposedProduct } from './kernels/transposed-product.js';
import { unsortedSegmentSum } from './kernels/unsorted-segment-sum.js';

type KernelArguments = Parameters<KernelFunc>[0] & {
  // biome-ignore lint/suspicious/noExplicitAny: each kernel has inputs and attributes of its own
  inputs: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  attrs: any;
};

/** `original` is the kernel that the backend has, if this one replaces it. */
type Kernel = (args: KernelArguments, original: KernelFunc) => TensorInfo | TensorInfo[];

const kernels: Record<string, Kernel> = {
  BatchMatMul: transposedProduct,
  Conv2DBackpropFilter: ({ inputs: { x, dy }, attrs }) => conv2dBackpropFilter(x, dy, attrs),
  Conv2DBackpropInput: ({ inputs: { dy, filter }, attrs }) => conv2dBackpropInput(dy, filter, attrs),
  DepthwiseConv2dNativeBackpropFilter: ({ inputs: { x, dy }, attrs }) => depthwiseBackpropFilter(x, dy, attrs),
  DepthwiseConv2dNativeBackpropInput: ({ inputs: { dy, filter }, attrs }) => depthwiseBackpropInput(dy, filter, attrs),
  MaxPoolGrad: ({ inputs: { dy, input }, attrs }) => maxPoolGradient(input, dy, attrs),
  UnsortedSegmentSum: ({ inputs: { x, segmentIds }, attrs }) => unsortedSegmentSum(x, segmentIds, attrs.numSegments),
};

/**
 * Kernels that a backend has, and that are several times as fast composed. That of maxPool on wasm is also wrong: in a
 * window whose maximum is not positive, it sends the gradient to the first place of the batch.
 */
const replaced: Record<string, string[]> = {
  cpu: ['Conv2DBackpropFilter', 'MaxPoolGrad'],
  wasm: ['BatchMatMul', 'Conv2DBackpropInput', 'MaxPoolGrad'],
};

/**
 * Lets a backend train convolutional networks: registers the kernels that their gradients need and the backend lacks,
 * and replaces those that are far too slow there. Without it, `wasm` cannot train a convolution, and `cpu` takes most
 * of a minute for a step.
 *
 * The kernels are composed of others that every backend has. A second call does nothing; on a backend that lacks
 * nothing, so does the first. Images are `[N, H, W, C]`, without dilation.
 *
 * @param backendName - as in `setBackend`, such as `'wasm'`
 *
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-wasm';
 *
 * await setBackend('wasm');
 * registerTrainingKernels('wasm');
 * ```
 */
export function registerTrainingKernels(backendName: string): void {
  for (const [kernelName, run] of Object.entries(kernels)) {
    const present = getKernel(kernelName, backendName);
    if (present && !replaced[backendName]?.includes(kernelName)) continue;
    if (present && registered.has(present.kernelFunc)) continue;
    const original = present?.kernelFunc as KernelFunc;
    const kernelFunc: KernelFunc = (args) => run(args as KernelArguments, original);
    registered.add(kernelFunc);
    if (present) unregisterKernel(kernelName, backendName);
    registerKernel({ ...present, kernelName, backendName, kernelFunc }); // with its set-up, where the backend starts later
  }
}

/** Those made here, so that a second call finds its own. */
const registered = new WeakSet<KernelFunc>();
