import { getKernel, type KernelFunc, type Tensor } from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.js';
import {
  type Binding,
  type BindingAttribute,
  dtypeNumbers,
  type Elements,
  type Made,
  type NodeBackend,
} from './node-backend.js';
import { refusedOp } from './refused-op.js';
import type { GraphAttribute } from './saved-model.js';
import { sourceLine, stackBelow } from './source-line.js';

/** A tensor of the recording: who makes it, as a graph names it (`n12` or `n12:1`), and what it is like. */
export interface Value {
  reference: string;
  dtype: number;
  shape: readonly number[];
}

/** One op or one constant, in the order in which they were made. */
export interface Entry {
  op: string;
  inputs: readonly string[];
  attributes: Record<string, GraphAttribute>;
  outputs: readonly Value[];
  place: Error;
}

export interface Recording {
  entries: readonly Entry[];
  /** Which value a tensor is that the step returned. */
  sourceOf(tensor: Tensor): Value;
  /** What can't be traced, in the order in which it happened. */
  refusals: readonly EngineError[];
}

/** The tensors that a step is given, by the names that they have in the graph: `state0`, `batch3`. */
export type Inputs = ReadonlyMap<string, Tensor>;

/** Runs `body` once on TensorFlow, with a copy of the addon's functions that notes every call and passes it on. */
export function recordStep(backend: NodeBackend, inputs: Inputs, body: (recording: Recording) => void): Recording {
  const real = backend.binding;
  const recorder = createRecorder(real);
  for (const [reference, tensor] of inputs) recorder.know(backend.getInputTensorIds([tensor])[0]!, reference, tensor);
  const sourceOf = (tensor: Tensor): Value => recorder.sourceOf(backend.getInputTensorIds([tensor])[0]!);
  const recording = { entries: recorder.entries, refusals: recorder.refusals, sourceOf };
  const restore = [noteConstants(backend, recorder.places), allowChecks(recorder)];
  backend.binding = recorder.binding;
  try {
    body(recording);
  } finally {
    backend.binding = real;
    for (const undo of restore) undo();
  }
  return recording;
}

interface Recorder extends Omit<Recording, 'sourceOf'> {
  binding: Binding;
  places: WeakMap<object, Error>;
  checking: boolean;
  know(id: number, reference: string, tensor: Tensor): void;
  sourceOf(id: number): Value;
}

function createRecorder(real: Binding): Recorder {
  const values = new Map<number, Value>();
  const entries: Entry[] = [];
  const refusals: EngineError[] = [];
  const refuse = (why: string, place: Error) => {
    refusals.push(new EngineError(`compileStep: ${why}, at ${sourceLine(place)}`, { cause: place }));
  };
  const sourceOf = (id: number, user = 'the step returns', place = stackBelow(sourceOf)): Value => {
    const known = values.get(id);
    if (known) return known;
    refuse(
      `${user} a tensor made outside of the step, which would be frozen; put it into the state or the batch`,
      place,
    );
    return { reference: 'outside', dtype: 0, shape: [] };
  };
  const add = (entry: Omit<Entry, 'outputs'>, made: readonly Made[]) => {
    const name = `n${entries.length}`;
    const outputs = made.map(({ dtype, shape }, i) => ({ reference: i === 0 ? name : `${name}:${i}`, dtype, shape }));
    for (const [i, { id }] of made.entries()) values.set(id, outputs[i]!);
    entries.push({ ...entry, outputs });
  };
  const recorder: Recorder = {
    entries,
    refusals,
    sourceOf: (id) => sourceOf(id),
    places: new WeakMap(),
    checking: false,
    know: (id, reference, { dtype, shape }) => values.set(id, { reference, dtype: dtypeNumbers[dtype]!, shape }),
    binding: {
      ...boundCopy(real),
      executeOp(op, attributes, inputs, numOutputs) {
        const place = stackBelow(recorder.binding.executeOp);
        const made = real.executeOp(op, attributes, inputs, numOutputs);
        const why = refusedOp(op, made);
        if (why) refuse(`${op} ${why}`, place);
        const sources = inputs.map((id) => sourceOf(id, `${op} reads`, place));
        const given = graphAttributes(real, attributes);
        if (typedAsInput.has(op) && sources[0]) given.T = { type: sources[0].dtype };
        add({ op, inputs: sources.map(({ reference }) => reference), attributes: given, place }, made);
        return made;
      },
      createTensor(shape, dtype, elements) {
        const place = recorder.places.get(elements) ?? stackBelow(recorder.binding.createTensor);
        const id = real.createTensor(shape, dtype, elements);
        if (!ArrayBuffer.isView(elements)) refuse('a string is made inside the step', place);
        const attributes = {
          dtype: { type: dtype },
          value: { tensor: { dtype, shape: [...shape], bytes: bytesOf(elements) } },
        };
        add({ op: 'Const', inputs: [], attributes, place }, [{ id, dtype, shape: [...shape] }]);
        return id;
      },
      tensorDataSync(id) {
        const source = values.get(id);
        if (source && !recorder.checking)
          refuse(
            `a value is read back inside the step (${describe(source, entries)})`,
            stackBelow(recorder.binding.tensorDataSync),
          );
        return real.tensorDataSync(id);
      },
      runSavedModel(session, inputs, feeds, fetches) {
        refuse(
          'a saved model or another compiled step is run inside the step',
          stackBelow(recorder.binding.runSavedModel),
        );
        return real.runSavedModel(session, inputs, feeds, fetches);
      },
    },
  };
  return recorder;
}

/** Ops whose kernels in tfjs-node may cast their input and still name its old type, which a graph does not forgive. */
const typedAsInput = new Set(['Mean', 'ArgMax', 'ArgMin', 'Exp']);

/** The addon's object is read-only; a copy is not. */
function boundCopy(real: Binding): Binding {
  const names = Object.getOwnPropertyNames(real);
  const bound = (value: unknown) => (typeof value === 'function' ? value.bind(real) : value);
  return Object.fromEntries(names.map((name) => [name, bound(real[name])])) as unknown as Binding;
}

/** Elements wait in JavaScript until an op needs them: notes where they were given, not where they were needed. */
function noteConstants(backend: NodeBackend, places: WeakMap<object, Error>): () => void {
  const write = backend.write;
  const noted: NodeBackend['write'] = (elements, shape, dtype) => {
    if (typeof elements === 'object') places.set(elements, stackBelow(noted));
    return write.call(backend, elements, shape, dtype);
  };
  backend.write = noted;
  return () => {
    backend.write = write;
  };
}

/** tfjs-node's GatherV2 reads its indices to check them before the op, which TensorFlow does again in the graph. */
function allowChecks(recorder: Recorder): () => void {
  const kernel = getKernel('GatherV2', 'tensorflow');
  const { kernelFunc } = kernel;
  const checked: KernelFunc = (parameters) => {
    recorder.checking = true;
    try {
      return kernelFunc(parameters);
    } finally {
      recorder.checking = false;
    }
  };
  kernel.kernelFunc = checked;
  return () => {
    kernel.kernelFunc = kernelFunc;
  };
}

/** A copy, for the elements may change; nothing of strings. */
const bytesOf = ({ buffer, byteOffset, byteLength }: Elements): Uint8Array =>
  Uint8Array.from(buffer ? new Uint8Array(buffer, byteOffset, byteLength) : []);

function describe({ reference }: Value, entries: readonly Entry[]): string {
  const [, index] = /^n(\d+)/.exec(reference) ?? [];
  const entry = index === undefined ? undefined : entries[Number(index)];
  return entry
    ? `made by ${entry.op} at ${sourceLine(entry.place)}`
    : `it is one of the ${reference.replace(/\d+$/, '')}`;
}

function graphAttributes(binding: Binding, attributes: readonly BindingAttribute[]): Record<string, GraphAttribute> {
  return Object.fromEntries(attributes.map(({ name, type, value }) => [name, graphAttribute(binding, type, value)]));
}

function graphAttribute(binding: Binding, type: number, value: unknown): GraphAttribute {
  const many = Array.isArray(value);
  switch (type) {
    case binding.TF_ATTR_TYPE:
      return { type: value as number };
    case binding.TF_ATTR_SHAPE:
      return { shape: [...(value as number[])] };
    case binding.TF_ATTR_INT:
      return many ? { ints: [...value] } : { int: value as number };
    case binding.TF_ATTR_FLOAT:
      return many ? { floats: [...value] } : { float: value as number };
    case binding.TF_ATTR_BOOL:
      return many ? { bools: value.map(Boolean) } : { bool: Boolean(value) };
    default:
      return { string: String(value) };
  }
}
