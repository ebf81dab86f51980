import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../engine-error.js';
import { writeManifest } from '../manifest.js';
import { megabytes } from '../megabytes.js';
import type { TensorflowTarget } from '../tensorflow-target.js';
import { tensorflowVersion } from '../wheels.js';
import { compileAddon } from './compile-addon.js';
import { copyTfjsNode } from './copy-tfjs-node.js';
import { downloadWheel } from './download-wheel.js';
import type { Compiler } from './find-compiler.js';
import type { Python } from './find-python.js';
import { addonPath, tryEngine } from './try-engine.js';
import { unpackWheel } from './unpack-wheel.js';

/** How far a step has come. */
export interface InstallProgress {
  step: string;
  bytes: number;
  totalBytes: number;
}

export interface BuildEngineOptions {
  target: TensorflowTarget;
  /** The engine's folder, empty but for the workshop. */
  folder: string;
  /** A folder to work in, which does not stay. */
  workshop: string;
  python: Python;
  compiler: Compiler;
  onMessage?: ((line: string) => void) | undefined;
  onProgress?: ((progress: InstallProgress) => void) | undefined;
  signal: AbortSignal;
}

/**
 * Builds an engine:
 * `lib/` has TensorFlow (and CUDA) as pip would lay them, `addon/` the compiled addon, `tfjs-node/` its JavaScript.
 */
export async function buildEngine(options: BuildEngineOptions): Promise<void> {
  const { folder, workshop, compiler, onMessage, signal } = options;
  const [libraries, headers] = [join(folder, 'lib'), join(workshop, 'include')];
  const [scripts, sources] = [join(folder, 'tfjs-node'), join(workshop, 'binding')];
  await copyTfjsNode({ folder: workshop, scripts, sources, signal });
  await fetchLibraries(options, libraries, headers);
  onMessage?.(`Compiling TensorFlow's addon with ${compiler.command}`);
  const tensorflow = join(libraries, 'tensorflow');
  await compileAddon({ compiler, sources, headers, libraries: tensorflow, addon: addonPath(folder), signal });
  await checkTrial(options);
  await rm(workshop, { recursive: true });
  await writeManifest(folder, tensorflowVersion);
}

/** Downloads the wheels and unpacks each before the next, so that the disk holds one at a time. */
async function fetchLibraries(options: BuildEngineOptions, libraries: string, headers: string): Promise<void> {
  const { target, workshop, python, onMessage, signal } = options;
  const totalBytes = target.wheels.reduce((total, { bytes }) => total + bytes, 0);
  onMessage?.(
    `Downloading TensorFlow ${tensorflowVersion} for the ${target.device.toUpperCase()}, ${megabytes(totalBytes)}`,
  );
  const report = (step: string, done: number) => options.onProgress?.({ step, bytes: done, totalBytes });
  let before = 0;
  for (const pin of target.wheels) {
    const place = join(workshop, pin.name);
    const onBytes = (bytes: number) => report('Downloading', before + bytes);
    const wheel = await downloadWheel(pin, { python: python.executable, folder: place, onBytes, signal });
    await unpackWheel(wheel, { libraries, headers, signal });
    await rm(place, { recursive: true });
    before += pin.bytes;
  }
}

/** Runs the new engine once. A GPU that it can't use is no failure: it then computes on the CPU. */
async function checkTrial({ folder, target, onMessage, signal }: BuildEngineOptions): Promise<void> {
  const trial = await tryEngine(folder, signal);
  if (trial.tensorflow !== tensorflowVersion) {
    throw new EngineError(`TensorFlow says it is ${trial.tensorflow}, but ${tensorflowVersion} was installed`);
  }
  if (target.device === 'gpu' && !trial.gpu) {
    onMessage?.('TensorFlow cannot use the GPU here, so it will compute on the CPU (CLCE_TF_LOG=1 shows why)');
  }
}
