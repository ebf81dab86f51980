import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getBackend, type Tensor } from '@tensorflow/tfjs-core';
import { EngineError, errorLine } from '../engine-error.js';
import { type NodeBackend, nodeBackend } from './node-backend.js';
import { encodeSavedModel, type GraphNode } from './saved-model.js';
import type { Signature } from './step-graph.js';

/** A graph in TensorFlow, with its variables. */
export interface StepSession {
  run(signature: Signature, inputs: readonly Tensor[]): Tensor[];
  close(): void;
}

/** Gives TensorFlow a graph, by way of a folder that is gone when this returns. */
export function openSession(backend: NodeBackend, nodes: readonly GraphNode[]): StepSession {
  const session = load(backend, encodeSavedModel(nodes));
  return {
    run({ feeds, fetches }, inputs) {
      if (nodeBackend() !== backend)
        throw new EngineError(`compileStep: compiled for TensorFlow, but the backend is ${getBackend()} now`);
      const [names, wanted] = [feeds, fetches].map((some) => some.map((name) => `${name}:0`)) as [string[], string[]];
      return backend.runSavedModel(
        session,
        inputs,
        names.map((name) => ({ name })),
        wanted,
      );
    },
    close: () => backend.deleteSavedModel(session),
  };
}

function load(backend: NodeBackend, model: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), 'clce-step-'));
  try {
    writeFileSync(join(folder, 'saved_model.pb'), model);
    return backend.loadSavedModelMetaGraph(folder, 'serve');
  } catch (error) {
    throw new EngineError(`compileStep: TensorFlow did not take the traced step: ${errorLine(error)}`, {
      cause: error,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
