import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { tensor, tidy, transpose } from '@tensorflow/tfjs-core';
import type { Variables } from '../src/backbone.js';
import { fromPyTorch } from '../src/weights/from-pytorch.js';
import { readSafetensors } from '../src/weights/read-safetensors.js';
import type { StoredTensor } from '../src/weights/stored-tensor.js';

/** What `tooling/golden/backbones_goldens.py` writes for one model. */
export interface GoldenCase {
  weights: string;
  results: string;
}

/** The bytes of base64 text. */
export const decodeBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** PyTorch's weights as variables. */
export function goldenVariables({ weights }: GoldenCase, template: Variables): Variables {
  return fromPyTorch(readSafetensors(decodeBase64(weights)).tensors, template).variables;
}

/** A tensor among PyTorch's results; images become `[N, H, W, C]`. */
export function goldenTensor<T extends Tensor>(golden: Pick<GoldenCase, 'results'>, name: string): T {
  const { shape, data } = stored(golden, name);
  return tidy(() => {
    const value = tensor(data as Float32Array, [...shape]);
    return (value.rank === 4 ? transpose(value as Tensor4D, [0, 2, 3, 1]) : value) as T;
  });
}

/** All results under `group/`, in our layout, by the names of `template`. */
export function goldenGroup(golden: GoldenCase, group: string, template: Variables): Variables {
  const all = readSafetensors(decodeBase64(golden.results)).tensors;
  const members = Object.entries(all).filter(([name]) => name.startsWith(`${group}/`));
  const tensors: Record<string, StoredTensor> = Object.fromEntries(
    members.map(([name, t]) => [name.slice(group.length + 1), t]),
  );
  return fromPyTorch(tensors, template).variables;
}

function stored({ results }: Pick<GoldenCase, 'results'>, name: string): StoredTensor {
  const found = readSafetensors(decodeBase64(results)).tensors[name];
  if (!found) throw new Error(`goldenTensor: no result '${name}'`);
  return found;
}
