import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.js';
import { errorLine } from './engine-error.js';
import { type EngineDevice, type EngineName, type EngineRequest, parseEngineRequest } from './engine-name.js';
import { findGpu } from './find-gpu.js';
import { freeBytes } from './install/check-disk.js';
import { findCompiler } from './install/find-compiler.js';
import { findPython } from './install/find-python.js';
import { ownVersion } from './package-folder.js';
import { sizeOf } from './size-of.js';
import { answers, engineChoices } from './use-engine.js';

export interface DiagnoseOptions {
  /** Where engines are kept. @default `CLCE_CACHE`, else the platform's cache folder */
  cache?: string | undefined;
}

/** One engine: what it would run on, or why it can't. */
export interface EngineFinding {
  name: EngineName;
  device: EngineDevice;
  available: boolean;
  /** The processor in words, where it is available. */
  on?: string;
  versions?: Record<string, string>;
  reason?: string;
}

/** A tool that an install needs: what was found, or what is missing. */
export type ToolFinding = { found: true; text: string } | { found: false; text: string };

/** All that is known about the engines on this machine. */
export interface Diagnosis {
  version: string;
  node: string;
  platform: string;
  /** What `CLCE_ENGINE` asks for. */
  request?: EngineRequest;
  /** The engine that `useEngine` would choose; nothing where the one asked for can't be had. */
  chosen?: Pick<EngineFinding, 'name' | 'device'>;
  engines: EngineFinding[];
  cache: { folder: string; freeBytes: number; installed: { folder: string; bytes: number }[] };
  tools: { gpu: ToolFinding; python: ToolFinding; compiler: ToolFinding };
}

/**
 * Looks at every engine, at the cache and at the tools that an install needs. Installed files are read through and
 * TensorFlow is tried in a process of its own; no engine is started in this one.
 *
 * @throws EngineError if `CLCE_ENGINE` names no engine.
 */
export async function diagnose({ cache = cacheFolder() }: DiagnoseOptions = {}): Promise<Diagnosis> {
  const request = parseEngineRequest(process.env.CLCE_ENGINE);
  const engines: EngineFinding[] = [];
  for (const choice of engineChoices) engines.push(await inspect(choice, cache));
  const chosen = engines.find((finding) => finding.available && answers(finding, request));
  return {
    version: ownVersion(),
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
    ...(request ? { request } : {}),
    ...(chosen ? { chosen: { name: chosen.name, device: chosen.device } } : {}),
    engines,
    cache: { folder: cache, freeBytes: await freeBytes(cache), installed: await installedEngines(cache) },
    tools: await findTools(),
  };
}

async function inspect(choice: (typeof engineChoices)[number], cache: string): Promise<EngineFinding> {
  const { name, device } = choice;
  try {
    const { device: on, versions } = await choice.inspect({ cache });
    return { name, device, available: true, on, versions };
  } catch (error) {
    return { name, device, available: false, reason: errorLine(error) };
  }
}

async function installedEngines(cache: string): Promise<Diagnosis['cache']['installed']> {
  const parent = join(cache, 'engines');
  const names = await readdir(parent).catch(() => []);
  const folders = names.filter((name) => !name.endsWith('.lock')).map((name) => join(parent, name));
  return Promise.all(folders.map(async (folder) => ({ folder, bytes: await sizeOf(folder) })));
}

async function findTools(): Promise<Diagnosis['tools']> {
  const gpu = await findGpu();
  return {
    gpu: gpu ? { found: true, text: gpu } : { found: false, text: 'no NVIDIA GPU (nvidia-smi lists none)' },
    python: await finding(async () => {
      const { command, version, pip } = await findPython();
      return `${command} ${version} with pip ${pip}`;
    }),
    compiler: await finding(async () => {
      const { command, version } = await findCompiler();
      return `${command}: ${version}`;
    }),
  };
}

async function finding(find: () => Promise<string>): Promise<ToolFinding> {
  try {
    return { found: true, text: await find() };
  } catch (error) {
    return { found: false, text: errorLine(error) };
  }
}
