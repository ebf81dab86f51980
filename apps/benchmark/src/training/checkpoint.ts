import { existsSync, readFileSync, rmSync } from 'node:fs';
import { readSafetensors, type StoredTensor, writeSafetensors } from '@clce/backbones';
import type { SamplerState } from '@clce/samplers';
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { writeFileAtomically } from '../run/atomic-file.js';
import type { TrainingState } from './step.js';

/** How far a training is: the steps it has done, where its sampler stands, and the seconds it took. */
export interface Progress {
  step: number;
  sampler: SamplerState;
  seconds: number;
}

const parts = ['parameters', 'statistics', 'optimizer'] as const;

const stored = (value: Tensor): StoredTensor => ({
  dtype: 'F32',
  shape: value.shape,
  data: value.dataSync() as Float32Array<ArrayBuffer>,
});

/** Writes state and progress as one safetensors file, whole or not at all. */
export function saveCheckpoint(file: string, state: TrainingState, progress: Progress): void {
  const entries = parts.flatMap((part) =>
    Object.entries(state[part]).map(([name, value]) => [`${part}/${name}`, stored(value)] as const),
  );
  writeFileAtomically(file, writeSafetensors(Object.fromEntries(entries), { progress: JSON.stringify(progress) }));
}

/** What `saveCheckpoint` wrote, or `null` where there is none. The caller owns the tensors. */
export function loadCheckpoint(file: string): { state: TrainingState; progress: Progress } | null {
  if (!existsSync(file)) return null;
  const { tensors, metadata } = readSafetensors(readFileSync(file));
  const state: TrainingState = { parameters: {}, statistics: {}, optimizer: {} };
  for (const [path, { data, shape }] of Object.entries(tensors)) {
    const part = parts.find((name) => path.startsWith(`${name}/`));
    if (!part) throw new Error(`loadCheckpoint: ${file} holds ${path}: expected names under ${parts.join('/, ')}/`);
    state[part][path.slice(part.length + 1)] = tensor(data as Float32Array, [...shape], 'float32');
  }
  return { state, progress: JSON.parse(metadata.progress ?? 'null') as Progress };
}

export const removeCheckpoint = (file: string): void => rmSync(file, { force: true });
