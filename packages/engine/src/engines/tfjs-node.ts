import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as util from 'node:util';
import type * as Tfjs from '@tensorflow/tfjs';
import { addonPath } from '../install/try-engine.js';
import { commonJs } from './common-js.js';

const require = createRequire(import.meta.url);
const requireFromTfjs = createRequire(require.resolve('@tensorflow/tfjs')); // which brings tfjs-core

/** tfjs-node's backend, as far as it is used here. */
export interface TfjsNodeBackend extends Tfjs.KernelBackend {
  readonly isUsingGpuDevice: boolean;
  readonly binding: { readonly TF_Version: string };
}

type FileRouter = Parameters<typeof Tfjs.io.registerLoadRouter>[0] & Parameters<typeof Tfjs.io.registerSaveRouter>[0];

/** A file of tfjs-node's `dist`, by its name. */
export type TfjsNodeModules = (file: string) => Record<string, unknown>;

/** `util` as tfjs-node knows it: Node 23 dropped these two. */
const oldUtil: object = {
  ...util,
  isNullOrUndefined: (value: unknown) => value === null || value === undefined,
  isArray: Array.isArray,
};

/**
 * Loads the addon and tfjs-node's JavaScript from an engine's folder, and registers both with TensorFlow.js: the
 * kernels, the backend `tensorflow`, and `file://` for saving and loading. Its `index.js` is passed over, which would
 * look for the addon in its own package.
 */
export function registerTfjsNode(folder: string, tf: typeof Tfjs): TfjsNodeModules {
  const modules = commonJs(join(folder, 'tfjs-node', 'dist'), fromOutside);
  const binding: unknown = require(addonPath(folder));
  modules('register_all_kernels');
  const { NodeJSKernelBackend } = modules('nodejs_kernel_backend') as {
    NodeJSKernelBackend: new (binding: unknown, packageName: string) => TfjsNodeBackend;
  };
  tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(binding, '@tensorflow/tfjs-node-gpu'), 3);
  const { nodeFileSystemRouter } = modules('io/file_system') as { nodeFileSystemRouter: FileRouter };
  tf.io.registerLoadRouter(nodeFileSystemRouter);
  tf.io.registerSaveRouter(nodeFileSystemRouter);
  return modules;
}

/** The modules that tfjs-node asks for: the user's own TensorFlow.js, the old `util`, and what is Node's. */
function fromOutside(name: string): unknown {
  if (name === 'util') return oldUtil;
  if (name === 'google-protobuf') return require('google-protobuf');
  return name === '@tensorflow/tfjs-core' ? requireFromTfjs(name) : require(name);
}
