import { describeCpu } from '../describe-cpu.js';
import { findPackage } from '../package-folder.js';
import type { EngineChoice } from './engine.js';

/** TensorFlow.js's own engine in plain JavaScript, which is always there, with faster gradients than its own. */
export const cpu: EngineChoice = {
  name: 'cpu',
  device: 'cpu',
  inspect: async () => ({ device: describeCpu(), versions: { tfjs: findPackage('@tensorflow/tfjs')?.version ?? '' } }),
  start: async () => {
    const tf = await import('@tensorflow/tfjs');
    await tf.setBackend('cpu');
    await tf.ready();
    (tf.backend() as { firstUse?: boolean }).firstUse = false; // or it recommends tfjs-node, on the terminal
    const { registerTrainingKernels } = await import('@clce/ops');
    registerTrainingKernels('cpu');
    return { device: describeCpu(), versions: { tfjs: tf.version.tfjs } };
  },
};
