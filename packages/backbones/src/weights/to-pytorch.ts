import type { Tensor } from '@tensorflow/tfjs-core';
import type { Variables } from '../backbone.js';
import { pytorchShape, toPyTorchOrder } from './pytorch-layout.js';
import type { StoredTensor } from './stored-tensor.js';

/**
 * All variables as one flat PyTorch state dict, ready for `writeSafetensors`: convolution weights `[out, in, H, W]`,
 * linear weights `[out, in]`, all F32. PyTorch's `num_batches_tracked` counters are not written; `load_state_dict` adds them.
 *
 * @param variables of a model, or of a model and its heads together; stay the caller's
 * @throws when a name is both a parameter and a statistic, or a variable is not float32
 * @example
 * const bytes = writeSafetensors(await toPyTorch(variables), { model: 'conv4' });
 */
export async function toPyTorch({ parameters, statistics }: Variables): Promise<Record<string, StoredTensor>> {
  const twice = Object.keys(parameters).find((name) => Object.hasOwn(statistics, name));
  if (twice !== undefined) throw new Error(`toPyTorch: '${twice}' is both a parameter and a statistic`);
  const entries = Object.entries({ ...parameters, ...statistics }).map(
    async ([name, tensor]): Promise<[string, StoredTensor]> => [name, await stored(name, tensor)],
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function stored(name: string, tensor: Tensor): Promise<StoredTensor> {
  if (tensor.dtype !== 'float32') throw new Error(`toPyTorch: '${name}' is ${tensor.dtype}; expected float32`);
  const data = toPyTorchOrder(name, tensor.shape, (await tensor.data()) as Float32Array);
  return { dtype: 'F32', shape: pytorchShape(name, tensor.shape), data };
}
