import type { EngineDevice, EngineName } from '../engine-name.js';

/** What an engine computes on, in words, and the versions it is made of. */
export interface StartedEngine {
  device: string;
  versions: Record<string, string>;
}

export interface StartEngineOptions {
  cache?: string | undefined;
  /** Install TensorFlow first, where it is missing or damaged. */
  install?: boolean | undefined;
  onMessage?: ((line: string) => void) | undefined;
}

/** One engine that could be used: how to look for it, and how to start it. Both throw an EngineError saying why not. */
export interface EngineChoice {
  name: EngineName;
  device: EngineDevice;
  /** Looks whether it would start, without starting it. */
  inspect: (options: StartEngineOptions) => Promise<StartedEngine>;
  /** Makes it TensorFlow.js's backend. May be called again. */
  start: (options: StartEngineOptions) => Promise<StartedEngine>;
}
