import { release } from 'node:os';
import { join } from 'node:path';
import { EngineError } from './engine-error.js';
import type { EngineDevice } from './engine-name.js';
import { tensorflowVersion, type WheelPin, wheels } from './wheels.js';

/** Raised when the same pins are compiled or laid out differently. */
const recipe = 1;

export const tfjsNodeVersion = '4.22.0';

/** A machine, as far as the choice of wheels goes. */
export interface Machine {
  platform: string;
  arch: string;
  /** The C library's version on Linux; nothing where it is not glibc. */
  glibc?: string | undefined;
  /** The operating system's kernel release. */
  release: string;
}

/** One TensorFlow build: which wheels make it and what its folder is called. */
export interface TensorflowTarget {
  device: EngineDevice;
  wheels: readonly WheelPin[];
  folderName: string;
}

function thisMachine(): Machine {
  const report = process.report?.getReport() as { header?: { glibcVersionRuntime?: string } } | undefined;
  const { platform, arch } = process;
  return { platform, arch, glibc: report?.header?.glibcVersionRuntime, release: release() };
}

/**
 * The TensorFlow build for a machine.
 *
 * @throws EngineError with a sentence, where TensorFlow has no wheel for the machine.
 */
export function tensorflowTarget(device: EngineDevice, machine: Machine = thisMachine()): TensorflowTarget {
  const name = `${machine.platform}-${machine.arch}-${device === 'gpu' ? 'cuda' : 'cpu'}`;
  const pinned = wheels[name];
  if (!pinned) throw new EngineError(withoutWheel(device, machine));
  if (machine.platform === 'linux') requireGlibc(machine.glibc);
  if (machine.platform === 'darwin' && Number.parseInt(machine.release, 10) < 21) {
    throw new EngineError('TensorFlow needs macOS 12 or newer');
  }
  return {
    device,
    wheels: pinned,
    folderName: `tensorflow-${tensorflowVersion}-tfjs-node-${tfjsNodeVersion}-${name}-r${recipe}`,
  };
}

/** The folder of a build inside the cache. */
export function engineFolder(target: TensorflowTarget, cache: string): string {
  return join(cache, 'engines', target.folderName);
}

function withoutWheel(device: EngineDevice, { platform, arch }: Machine): string {
  if (device === 'gpu') return `TensorFlow runs on a GPU on linux-x64 only, and this is ${platform}-${arch}`;
  return `TensorFlow has no library for ${platform}-${arch}: only for linux-x64, linux-arm64 and darwin-arm64`;
}

function requireGlibc(glibc: string | undefined): void {
  if (!glibc) throw new EngineError('TensorFlow needs glibc, and this Linux has another C library (musl)');
  const [major = 0, minor = 0] = glibc.split('.').map(Number);
  if (major < 2 || (major === 2 && minor < 27))
    throw new EngineError(`TensorFlow needs glibc 2.27 or newer, not ${glibc}`);
}
