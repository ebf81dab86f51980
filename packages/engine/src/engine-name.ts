import { EngineError } from './engine-error.js';

/** A runtime under TensorFlow.js. */
export type EngineName = 'tensorflow' | 'webgpu' | 'wasm' | 'cpu';

/** What an engine computes on. */
export type EngineDevice = 'gpu' | 'cpu';

/** What `CLCE_ENGINE` and `useEngine({ engine })` accept. `tensorflow` is on the GPU if there is one, else on the CPU. */
export type EngineRequest = EngineName | 'tensorflow-gpu' | 'tensorflow-cpu';

export const engineRequests: readonly EngineRequest[] = [
  'tensorflow',
  'tensorflow-gpu',
  'tensorflow-cpu',
  'webgpu',
  'wasm',
  'cpu',
];

/**
 * Reads an engine's name, or nothing where none is asked for.
 *
 * @throws EngineError naming the unknown engine and the ones there are.
 */
export function parseEngineRequest(text: string | undefined, source = 'CLCE_ENGINE'): EngineRequest | undefined {
  if (text === undefined || text === '') return undefined;
  const request = engineRequests.find((name) => name === text);
  if (request) return request;
  throw new EngineError(`${source}: unknown engine '${text}'; choose one of ${engineRequests.join(', ')}`);
}
