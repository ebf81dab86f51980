import { describeCpu } from '../describe-cpu.js';
import { EngineError } from '../engine-error.js';
import { findPackage } from '../package-folder.js';
import type { EngineChoice } from './engine.js';

const name = '@tensorflow/tfjs-backend-wasm';

/** TensorFlow.js's WebAssembly engine, completed with the kernels that training needs. */
export const wasm: EngineChoice = {
  name: 'wasm',
  device: 'cpu',
  inspect: async () => ({ device: describeCpu(), versions: { [name]: wasmVersion() } }),
  start: async () => {
    const version = wasmVersion();
    const tf = await import('@tensorflow/tfjs');
    await import('@tensorflow/tfjs-backend-wasm');
    if (!(await tf.setBackend('wasm'))) throw new EngineError('WebAssembly does not start on this machine');
    await tf.ready();
    const { registerTrainingKernels } = await import('@clce/ops');
    registerTrainingKernels('wasm');
    return { device: describeCpu(), versions: { tfjs: tf.version.tfjs, [name]: version } };
  },
};

function wasmVersion(): string {
  const version = findPackage(name)?.version;
  if (!version) throw new EngineError(`not installed: run \`npm install ${name}\``);
  return version;
}
