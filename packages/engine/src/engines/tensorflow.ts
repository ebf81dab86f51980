import type * as Tfjs from '@tensorflow/tfjs';
import { describeCpu } from '../describe-cpu.js';
import { EngineError } from '../engine-error.js';
import type { EngineDevice } from '../engine-name.js';
import { findGpu, withoutGpu } from '../find-gpu.js';
import { findTensorflow, type InstalledTensorflow } from '../find-tensorflow.js';
import { tryEngine } from '../install/try-engine.js';
import { installEngine } from '../install-engine.js';
import { tensorflowTarget, tfjsNodeVersion } from '../tensorflow-target.js';
import type { EngineChoice, StartEngineOptions, StartedEngine } from './engine.js';
import { registerTfjsNode, type TfjsNodeBackend, type TfjsNodeModules } from './tfjs-node.js';

let modules: TfjsNodeModules | undefined; // a process holds one TensorFlow

/** TensorFlow's C library, on a GPU or on the CPU. */
export function tensorflow(device: EngineDevice): EngineChoice {
  return {
    name: 'tensorflow',
    device,
    inspect: (options) => inspectTensorflow(device, options),
    start: (options) => startTensorflow(device, options),
  };
}

/**
 * tfjs-node's SavedModel reader and runner, for the TensorFlow that is in use: `loadSavedModel(path, tags, signature)`
 * and `getMetaGraphsFromSavedModel(path)`.
 *
 * @throws EngineError if TensorFlow is not in use.
 */
export function savedModels(): SavedModels {
  if (!modules)
    throw new EngineError("savedModels: TensorFlow is not in use; call useEngine({ engine: 'tensorflow' }) first");
  return modules('saved_model') as unknown as SavedModels;
}

/** The part of tfjs-node that reads and runs SavedModels. */
export interface SavedModels {
  loadSavedModel(path: string, tags?: string[], signature?: string): Promise<Tfjs.InferenceModel & { dispose(): void }>;
  getMetaGraphsFromSavedModel(path: string): Promise<Tfjs.MetaGraph[]>;
  getNumOfSavedModels(): number;
}

async function inspectTensorflow(device: EngineDevice, { cache }: StartEngineOptions): Promise<StartedEngine> {
  const gpu = await requireDevice(device);
  const installed = await findTensorflow(device, { cache, thorough: true });
  const trial = await tryEngine(installed.folder);
  if (device === 'gpu' && !trial.gpu) throw new EngineError(unusableGpu);
  return { device: gpu ?? describeCpu(), versions: { tensorflow: trial.tensorflow, 'tfjs-node': tfjsNodeVersion } };
}

async function startTensorflow(device: EngineDevice, options: StartEngineOptions): Promise<StartedEngine> {
  const tf = await import('@tensorflow/tfjs');
  const gpu = await requireDevice(device);
  if (!tf.findBackendFactory('tensorflow')) await load(device, options, tf);
  if (!(await tf.setBackend('tensorflow'))) throw new EngineError('TensorFlow.js could not start TensorFlow');
  await tf.ready();
  const backend = tf.backend() as TfjsNodeBackend;
  if (device === 'gpu' && !backend.isUsingGpuDevice) throw new EngineError(unusableGpu);
  if (device === 'cpu' && backend.isUsingGpuDevice)
    throw new EngineError('TensorFlow already runs on the GPU in this process');
  const versions = { tfjs: tf.version.tfjs, 'tfjs-node': tfjsNodeVersion, tensorflow: backend.binding.TF_Version };
  return { device: gpu ?? describeCpu(), versions };
}

const unusableGpu = 'TensorFlow cannot use the GPU: its driver is too old or missing (CLCE_TF_LOG=1 shows why)';

/** The GPU's name, or nothing for the CPU. */
async function requireDevice(device: EngineDevice): Promise<string | undefined> {
  tensorflowTarget(device); // throws where TensorFlow has no library
  if (device === 'cpu') return undefined;
  const gpu = await findGpu();
  if (!gpu) throw new EngineError(withoutGpu);
  return gpu;
}

async function load(device: EngineDevice, options: StartEngineOptions, tf: typeof Tfjs): Promise<void> {
  const installed = await findOrInstall(device, options);
  process.env.TF_CPP_MIN_LOG_LEVEL ??= process.env.CLCE_TF_LOG === '1' ? '0' : '3';
  if (device === 'cpu' && installed.target.device === 'gpu') process.env.CUDA_VISIBLE_DEVICES = '-1';
  modules = registerTfjsNode(installed.folder, tf);
}

async function findOrInstall(device: EngineDevice, options: StartEngineOptions): Promise<InstalledTensorflow> {
  const { cache, install, onMessage } = options;
  try {
    return await findTensorflow(device, { cache });
  } catch (error) {
    if (!install) throw error;
    await installEngine({ device, cache, onMessage });
    return findTensorflow(device, { cache });
  }
}
