import { graphAttributes } from './graph-attributes.js';
import type { Binding, Elements } from './node-backend.js';
import type { Recording, Value } from './recording.js';
import { refusedOp } from './refused-op.js';
import { stackBelow } from './source-line.js';

export interface RecordingBindingOptions {
  recording: Recording;
  /** Where the elements of a constant were given. */
  placeOf(elements: Elements): Error | undefined;
  /** Whether a kernel looks at its own inputs just now, which is no reading by the step. */
  isChecking(): boolean;
}

/** A copy of the addon's functions (the original is read-only) that passes every call on and notes what it does. */
export function recordingBinding(real: Binding, options: RecordingBindingOptions): Binding {
  const { recording, placeOf, isChecking } = options;
  const binding: Binding = {
    ...boundCopy(real),
    executeOp(op, attributes, ids, numOutputs) {
      const place = stackBelow(binding.executeOp);
      const made = real.executeOp(op, attributes, ids, numOutputs);
      const why = refusedOp(op, made);
      if (why) recording.refuse(`${op} ${why}`, place);
      const inputs = ids.map((id) => recording.find(id) ?? fromOutside(recording, `${op} reads`, place));
      const given = graphAttributes(real, attributes);
      if (typedAsInput.has(op) && inputs[0]) given.T = { type: inputs[0].dtype };
      recording.add({ op, inputs: inputs.map(({ reference }) => reference), attributes: given, place }, made);
      return made;
    },
    createTensor(shape, dtype, elements) {
      const place = placeOf(elements) ?? stackBelow(binding.createTensor);
      if (!ArrayBuffer.isView(elements)) recording.refuse('a string is made inside the step', place);
      const tensor = { dtype, shape: [...shape], bytes: bytesOf(elements) };
      const attributes = { dtype: { type: dtype }, value: { tensor } };
      const id = real.createTensor(shape, dtype, elements);
      recording.add({ op: 'Const', inputs: [], attributes, place }, [{ id, dtype, shape: tensor.shape }]);
      return id;
    },
    tensorDataSync(id) {
      const value = recording.find(id);
      if (!isChecking()) {
        const what = value ? recording.origin(value) : 'made outside of it';
        recording.refuse(`a value is read back inside the step (${what})`, stackBelow(binding.tensorDataSync));
      }
      return real.tensorDataSync(id);
    },
    runSavedModel(session, ids, feeds, fetches) {
      const place = stackBelow(binding.runSavedModel);
      recording.refuse('a saved model or another compiled step is run inside the step', place);
      return real.runSavedModel(session, ids, feeds, fetches);
    },
  };
  return binding;
}

/** Notes that a tensor was used which neither the step has made nor its state or batch hold. */
export function fromOutside(recording: Recording, use: string, place: Error): Value {
  const advice = 'which would be frozen; put it into the state or the batch';
  recording.refuse(`${use} a tensor made outside of the step, ${advice}`, place);
  return { reference: 'outside', dtype: 0, shape: [] };
}

/** Ops whose kernels in tfjs-node name the type of their input wrongly or not at all, which a graph does not forgive. */
const typedAsInput = new Set(['Mean', 'ArgMax', 'ArgMin', 'Exp', 'ExpandDims']);

function boundCopy(real: Binding): Binding {
  const names = Object.getOwnPropertyNames(real);
  const bound = (value: unknown) => (typeof value === 'function' ? value.bind(real) : value);
  return Object.fromEntries(names.map((name) => [name, bound(real[name])])) as unknown as Binding;
}

/** A copy, for the elements may change; nothing of strings. */
const bytesOf = ({ buffer, byteOffset, byteLength }: Elements): Uint8Array =>
  Uint8Array.from(buffer ? new Uint8Array(buffer, byteOffset, byteLength) : []);
