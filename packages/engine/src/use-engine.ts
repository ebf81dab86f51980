import { EngineError, errorLine } from './engine-error.js';
import { type EngineDevice, type EngineName, type EngineRequest, parseEngineRequest } from './engine-name.js';
import { cpu } from './engines/cpu.js';
import type { EngineChoice, StartedEngine } from './engines/engine.js';
import { tensorflow } from './engines/tensorflow.js';
import { wasm } from './engines/wasm.js';
import { webgpu } from './engines/webgpu.js';

export interface UseEngineOptions {
  /** The only engine to accept. @default `CLCE_ENGINE`, else whichever is the best */
  engine?: EngineRequest | undefined;
  /** Where engines are kept. @default `CLCE_CACHE`, else the platform's cache folder */
  cache?: string | undefined;
  /** Install TensorFlow first, where it is missing or damaged. @default false */
  install?: boolean | undefined;
  /** Told each step of an install. */
  onMessage?: ((line: string) => void) | undefined;
}

/** An engine that comes before the chosen one, and why it was not chosen. */
export interface RejectedEngine {
  name: EngineName;
  device: EngineDevice;
  reason: string;
}

/** The engine in use. */
export interface Engine {
  name: EngineName;
  /** What it computes on, in words. */
  device: string;
  /** At least `node` and `tfjs`, and the engine's own, such as `tensorflow`. */
  versions: Record<string, string>;
  rejected: RejectedEngine[];
}

type NamedEngine = Pick<EngineChoice, 'name' | 'device'>;

/** All engines, the best first. */
export const engineChoices: readonly EngineChoice[] = [tensorflow('gpu'), tensorflow('cpu'), webgpu, wasm, cpu];

/**
 * Makes the best engine there is TensorFlow.js's backend, and says which it is and why each better one is not:
 * TensorFlow on the GPU, TensorFlow on the CPU, WebGPU, wasm, cpu.
 *
 * It is ready when the promise resolves, and gradients are registered. A second call gives the same engine.
 *
 * @throws EngineError if an engine is asked for, by `engine` or `CLCE_ENGINE`, that is unknown or can't be had.
 * @example
 * ```ts
 * const engine = await useEngine();
 * console.log(engine.name, engine.device, engine.versions);
 * for (const { name, device, reason } of engine.rejected) console.log(`not ${name} on ${device}: ${reason}`);
 * ```
 */
export async function useEngine(options: UseEngineOptions = {}): Promise<Engine> {
  const request = parseEngineRequest(options.engine, 'useEngine') ?? parseEngineRequest(process.env.CLCE_ENGINE);
  const rejected: RejectedEngine[] = [];
  for (const { name, device, start } of engineChoices.filter((choice) => answers(choice, request))) {
    try {
      return engine(name, await start(options), rejected);
    } catch (error) {
      rejected.push({ name, device, reason: errorLine(error) });
    }
  }
  throw new EngineError(`the engine '${request}' can't be had: ${explain(rejected)}`);
}

/** Whether an engine is one of those asked for. */
export function answers({ name, device }: NamedEngine, request: EngineRequest | undefined): boolean {
  return request === undefined || request === name || request === `${name}-${device}`;
}

function engine(name: EngineName, { device, versions }: StartedEngine, rejected: RejectedEngine[]): Engine {
  return { name, device, versions: { node: process.versions.node, ...versions }, rejected };
}

function explain(rejected: RejectedEngine[]): string {
  if (rejected.length === 1) return rejected[0]?.reason ?? '';
  return rejected.map(({ device, reason }) => `on ${device}, ${reason}`).join('; ');
}
