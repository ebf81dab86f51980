import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheFolder } from './cache-folder.js';
import { EngineError, InterruptedError } from './engine-error.js';
import type { EngineDevice } from './engine-name.js';
import { findGpu, withoutGpu } from './find-gpu.js';
import { buildEngine, type InstallProgress } from './install/build-engine.js';
import { bytesNeeded, checkDisk } from './install/check-disk.js';
import { findCompiler } from './install/find-compiler.js';
import { findPython } from './install/find-python.js';
import { installInto } from './install/install-into.js';
import { checkManifest } from './manifest.js';
import { engineFolder, type TensorflowTarget, tensorflowTarget } from './tensorflow-target.js';
import { tensorflowVersion } from './wheels.js';

export interface InstallEngineOptions {
  /** What TensorFlow shall compute on. By default the GPU, where `nvidia-smi` lists one and TensorFlow can use it. */
  device?: EngineDevice | undefined;
  /** Where engines are kept. @default `CLCE_CACHE`, else the platform's cache folder */
  cache?: string | undefined;
  /** Told each step, a line a step. */
  onMessage?: ((line: string) => void) | undefined;
  /** Told how far a step has come. */
  onProgress?: ((progress: InstallProgress) => void) | undefined;
  /** Stops the install; what it has made is removed. */
  signal?: AbortSignal | undefined;
}

/** What is in the cache after an install. */
export interface InstalledEngine {
  device: EngineDevice;
  tensorflow: string;
  folder: string;
  /** False where it was there already. */
  fresh: boolean;
}

/**
 * Installs TensorFlow under TensorFlow.js: its C library out of the pinned wheel, and tfjs-node's addon compiled
 * against it. A second call finds it and returns at once; a damaged one is made anew.
 *
 * @throws EngineError with one sentence: no python3, no pip, no compiler, no network, too little disk, a wrong hash,
 * or a machine that TensorFlow has no library for.
 * @example
 * ```ts
 * const { tensorflow, folder } = await installEngine({ device: 'cpu', onMessage: console.error });
 * ```
 */
export async function installEngine(options: InstallEngineOptions = {}): Promise<InstalledEngine> {
  const { cache = cacheFolder(), onMessage, onProgress, signal } = options;
  const target = await chooseTarget(options.device);
  const folder = engineFolder(target, cache);
  try {
    const fresh = await installInto(folder, {
      isWhole: async (place) => (await checkManifest(place, { thorough: true })).state === 'whole',
      build: async (place, stop) => {
        await prepareAndBuild(target, place, { onMessage, onProgress, signal: stop });
      },
      onMessage,
      signal,
    });
    return { device: target.device, tensorflow: tensorflowVersion, folder, fresh };
  } catch (error) {
    throw explained(error, folder, signal);
  }
}

async function chooseTarget(device: EngineDevice | undefined): Promise<TensorflowTarget> {
  if (device === 'cpu') return tensorflowTarget('cpu');
  const gpu = await findGpu();
  if (device === 'gpu') {
    const target = tensorflowTarget('gpu');
    if (!gpu) throw new EngineError(`${withoutGpu}: install NVIDIA's driver, or leave --gpu out`);
    return target;
  }
  if (!gpu) return tensorflowTarget('cpu');
  try {
    return tensorflowTarget('gpu');
  } catch {
    return tensorflowTarget('cpu');
  }
}

async function prepareAndBuild(
  target: TensorflowTarget,
  folder: string,
  options: Pick<InstallEngineOptions, 'onMessage' | 'onProgress'> & { signal: AbortSignal },
): Promise<void> {
  await checkDisk(dirname(folder), bytesNeeded(target.wheels));
  const [python, compiler] = [await findPython(), await findCompiler()];
  const workshop = join(folder, 'workshop');
  await mkdir(workshop);
  await buildEngine({ ...options, target, folder, workshop, python, compiler });
}

/** One sentence for what the file system says. */
function explained(error: unknown, folder: string, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return new InterruptedError('interrupted: nothing was installed', { cause: signal.reason });
  if (error instanceof EngineError) return error;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new EngineError(`the disk is full at ${folder}: free some, or set CLCE_CACHE to another disk`, {
      cause: error,
    });
  }
  if (syscall === 'mkdir' || code === 'EACCES' || code === 'EROFS') {
    const remedy = 'set CLCE_CACHE to a folder that you can write';
    return new EngineError(`the cache cannot be written at ${folder} (${code}): ${remedy}`, { cause: error });
  }
  return error;
}
