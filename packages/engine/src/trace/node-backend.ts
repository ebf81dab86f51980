import { backend, getBackend, type KernelBackend, type Tensor } from '@tensorflow/tfjs-core';

/** What the addon tells of a tensor that it has made. */
export interface Made {
  id: number;
  dtype: number;
  shape: number[];
}

/** An attribute as tfjs-node gives it to the addon. */
export interface BindingAttribute {
  name: string;
  type: number;
  value: unknown;
}

export type Elements = Float32Array | Int32Array | Uint8Array;

/** The addon's functions that compute; its constants, such as `TF_FLOAT`, are beside them. */
export interface Binding {
  executeOp(op: string, attributes: BindingAttribute[], inputs: number[], numOutputs: number): Made[];
  createTensor(shape: number[], dtype: number, values: Elements): number;
  tensorDataSync(id: number): Elements;
  runSavedModel(session: number, inputs: number[], feeds: string, fetches: string): Made[];
  readonly [name: string]: unknown;
}

/** tfjs-node's backend, as far as tracing goes. */
export interface NodeBackend extends KernelBackend {
  binding: Binding;
  getInputTensorIds(tensors: readonly Tensor[]): number[];
  executeSingleOutput(op: string, attributes: BindingAttribute[], inputs: readonly Tensor[]): Tensor;
  loadSavedModelMetaGraph(folder: string, tags: string): number;
  runSavedModel(session: number, inputs: readonly Tensor[], feeds: { name: string }[], fetches: string[]): Tensor[];
  deleteSavedModel(session: number): void;
}

/** The active backend, if it is tfjs-node's. */
export function nodeBackend(): NodeBackend | null {
  if (getBackend() !== 'tensorflow') return null;
  const active = backend() as NodeBackend;
  return typeof active.loadSavedModelMetaGraph === 'function' ? active : null;
}

/** TensorFlow's numbers for the dtypes that a state and a batch may have. */
export const dtypeNumbers: Record<string, number> = { float32: 1, int32: 3, bool: 10 };
