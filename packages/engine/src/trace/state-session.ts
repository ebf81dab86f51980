import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import type { NodeBackend } from './node-backend.js';
import { type Signature, stateGraph, type TraceGraph } from './step-graph.js';
import { openSession } from './step-session.js';
import type { Leaf } from './tensor-tree.js';

/** A session that holds a state and learns traces that change it. Tensors of the state come in the order of its leaves. */
export interface StateSession {
  read(): Tensor[];
  write(state: readonly Tensor[]): void;
  run(signature: Signature, inputs: readonly Tensor[]): Tensor[];
  /** Adds a trace. TensorFlow takes whole graphs only, so the state moves to a new session. */
  add(trace: TraceGraph): void;
  close(): void;
}

export function openState(backend: NodeBackend, state: readonly Leaf[]): StateSession {
  const { nodes, read, write } = stateGraph(state);
  const all = [...nodes];
  let session = openSession(backend, all);
  const get = () => (state.length > 0 ? session.run(read, []) : []); // a session can't be asked for nothing
  const put = (target: typeof session, tensors: readonly Tensor[]) => dispose(target.run(write, tensors));
  return {
    read: get,
    write: (tensors) => put(session, tensors),
    run: (signature, inputs) => session.run(signature, inputs),
    add(trace) {
      const next = openSession(backend, [...all, ...trace.nodes]);
      const current = get();
      put(next, current);
      dispose(current);
      session.close();
      session = next;
      all.push(...trace.nodes);
    },
    close: () => session.close(),
  };
}
