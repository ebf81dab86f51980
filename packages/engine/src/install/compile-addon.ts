/// <reference path="../node-api-headers.d.ts" />
import { mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { include_dir as nodeHeaders } from 'node-api-headers';
import { EngineError } from '../engine-error.js';
import { ownFolder } from '../package-folder.js';
import { runProgram } from '../run-program.js';
import { type Compiler, firstError } from './find-compiler.js';

export interface CompileAddonOptions {
  compiler: Compiler;
  /** tfjs-node's C++ sources. */
  sources: string;
  /** TensorFlow's headers. */
  headers: string;
  /** The folder of TensorFlow's two libraries; the addon finds it by its place relative to itself. */
  libraries: string;
  /** The addon to write. */
  addon: string;
  signal?: AbortSignal | undefined;
}

/**
 * Compiles tfjs-node's addon against the C library, with the source of ours that keeps TensorFlow quiet. It speaks
 * Node-API 8, so one file serves Node 20, 22 and 24.
 */
export async function compileAddon(options: CompileAddonOptions): Promise<void> {
  const { compiler, sources, headers, libraries, addon, signal } = options;
  await mkdir(dirname(addon), { recursive: true });
  const files = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => join(sources, file));
  const words = [
    ...compiler.words,
    ...['-O2', '-shared', '-fPIC', '-std=c++17', '-DNAPI_VERSION=8'],
    ...[`-I${nodeHeaders}`, `-I${headers}`],
    ...files,
    join(ownFolder(), 'native', 'quiet-log.cc'),
    ...(await tensorflowLibraries(libraries)),
    ...linkerFlags(),
    ...['-o', addon],
  ];
  const result = await runProgram(compiler.command, words, { signal });
  if (result?.code === 0) return;
  const complaint = result ? firstError(result) : 'it is gone';
  throw new EngineError(`${compiler.command} could not compile TensorFlow's addon: ${complaint}`);
}

async function tensorflowLibraries(folder: string): Promise<string[]> {
  const files = (await readdir(folder)).filter((file) => file.startsWith('libtensorflow_'));
  return files.sort().map((file) => join(folder, file));
}

/** The addon lies in `addon/` and TensorFlow in `lib/tensorflow/`. */
function linkerFlags(): string[] {
  if (process.platform === 'darwin')
    return ['-undefined', 'dynamic_lookup', '-Wl,-rpath,@loader_path/../lib/tensorflow'];
  return ['-Wl,-rpath,$ORIGIN/../lib/tensorflow', '-Wl,-z,initfirst'];
}
