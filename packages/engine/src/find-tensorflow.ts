import { cacheFolder } from './cache-folder.js';
import { EngineError } from './engine-error.js';
import type { EngineDevice } from './engine-name.js';
import { checkManifest } from './manifest.js';
import { engineFolder, type TensorflowTarget, tensorflowTarget } from './tensorflow-target.js';

/** A whole TensorFlow engine in the cache. */
export interface InstalledTensorflow {
  folder: string;
  target: TensorflowTarget;
  tensorflow: string;
  /** Disk it takes. */
  bytes: number;
}

export interface FindTensorflowOptions {
  cache?: string | undefined;
  /** Hash every file, instead of those whose size or time has changed. */
  thorough?: boolean | undefined;
}

/**
 * Finds the installed TensorFlow for a device. On the CPU the GPU's build serves too.
 *
 * @throws EngineError if it is not installed or damaged, with the command that mends it.
 */
export async function findTensorflow(
  device: EngineDevice,
  { cache = cacheFolder(), thorough = false }: FindTensorflowOptions = {},
): Promise<InstalledTensorflow> {
  const target = tensorflowTarget(device);
  const folder = engineFolder(target, cache);
  const found = await checkManifest(folder, { thorough });
  if (found.state === 'whole') {
    const { tensorflow, files } = found.manifest;
    const bytes = Object.values(files).reduce((total, file) => total + file.bytes, 0);
    return { folder, target, tensorflow, bytes };
  }
  if (device === 'cpu') {
    const other = await findTensorflow('gpu', { cache, thorough }).catch(() => undefined);
    if (other) return other;
  }
  const remedy = `run \`npx clce-engine install --${device}\``;
  const state = found.state === 'missing' ? 'not installed' : `damaged, ${found.reason}`;
  throw new EngineError(`${state}: ${remedy}`);
}
