import type { Tensors } from '@clce/ops';
import { type Tensor, tidy, zerosLike } from '@tensorflow/tfjs-core';

/** A map with the names of `tensors`, whose entries `compute` gives; what else it makes is disposed entry by entry. */
export function mapNamed(tensors: Tensors, compute: (tensor: Tensor, name: string) => Tensor): Tensors {
  const entries = Object.entries(tensors);
  return Object.fromEntries(entries.map(([name, tensor]) => [name, tidy(() => compute(tensor, name))]));
}

/** A zero for each parameter, under `prefix/NAME`. */
export function zerosFor(parameters: Tensors, prefix: string): Tensors {
  return withPrefix(
    mapNamed(parameters, (parameter) => zerosLike(parameter)),
    prefix,
  );
}

/** The same tensors under `prefix/NAME`. */
export function withPrefix(tensors: Tensors, prefix: string): Tensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [`${prefix}/${name}`, tensor]));
}

/** Those tensors whose name is `prefix/NAME`, under NAME. */
export function withoutPrefix(tensors: Tensors, prefix: string): Tensors {
  const entries = Object.entries(tensors).filter(([name]) => name.startsWith(`${prefix}/`));
  return Object.fromEntries(entries.map(([name, tensor]) => [name.slice(prefix.length + 1), tensor]));
}
