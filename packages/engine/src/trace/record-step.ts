import { getKernel, type KernelFunc, type Tensor } from '@tensorflow/tfjs-core';
import { dtypeNumbers, type NodeBackend } from './node-backend.js';
import { createRecording, type Recording, type Value } from './recording.js';
import { fromOutside, recordingBinding } from './recording-binding.js';
import { stackBelow } from './source-line.js';

/** The tensors that a step is given, by the names that they have in the graph: `state0`, `batch3`. */
export type Inputs = ReadonlyMap<string, Tensor>;

/** Which value of the recording a tensor is. */
export type NameOf = (tensor: Tensor) => Value;

/** Runs `body` once on TensorFlow and records what it does; it is given a way to name its results. */
export function recordStep(backend: NodeBackend, inputs: Inputs, body: (nameOf: NameOf) => void): Recording {
  const real = backend.binding;
  const idOf = (tensor: Tensor) => backend.getInputTensorIds([tensor])[0]!;
  const recording = createRecording();
  for (const [reference, tensor] of inputs)
    recording.know(idOf(tensor), { reference, dtype: dtypeNumbers[tensor.dtype]!, shape: tensor.shape });
  const constants = noteConstants(backend);
  const checks = noteChecks();
  const chance = refuseRandom(recording);
  backend.binding = recordingBinding(real, { recording, ...constants, ...checks });
  try {
    body(
      (tensor) => recording.find(idOf(tensor)) ?? fromOutside(recording, 'the step returns', stackBelow(recordStep)),
    );
  } finally {
    backend.binding = real;
    constants.stop();
    checks.stop();
    chance.stop();
  }
  return recording;
}

/** Elements wait in JavaScript until an op needs them: notes where they were given, not where they were needed. */
function noteConstants(backend: NodeBackend) {
  const places = new WeakMap<object, Error>();
  const { write } = backend;
  const noted: NodeBackend['write'] = (elements, shape, dtype) => {
    if (typeof elements === 'object') places.set(elements, stackBelow(noted));
    return write.call(backend, elements, shape, dtype);
  };
  backend.write = noted;
  const stop = () => {
    backend.write = write;
  };
  return { placeOf: (elements: object) => places.get(elements), stop };
}

/** tfjs-node's GatherV2 reads its indices to check them before the op, which TensorFlow does again in the graph. */
function noteChecks() {
  let checking = 0;
  const kernel = getKernel('GatherV2', 'tensorflow');
  const { kernelFunc } = kernel;
  const checked: KernelFunc = (parameters) => {
    checking++;
    try {
      return kernelFunc(parameters);
    } finally {
      checking--;
    }
  };
  kernel.kernelFunc = checked;
  const stop = () => {
    kernel.kernelFunc = kernelFunc;
  };
  return { isChecking: () => checking > 0, stop };
}

/** Two runs may draw the same by chance, so comparing them is not enough. TensorFlow.js draws from here too, without a seed. */
function refuseRandom(recording: Recording) {
  const { random } = Math;
  const noted = (): number => {
    const advice = 'put it into the batch, or the seed of a stateless random op';
    recording.refuse(`a random number is drawn in JavaScript inside the step; ${advice}`, stackBelow(noted));
    return random();
  };
  Math.random = noted;
  const stop = () => {
    Math.random = random;
  };
  return { stop };
}
