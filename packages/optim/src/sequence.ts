import type { Tensors } from '@clce/ops';
import { clone } from '@tensorflow/tfjs-core';
import { defineTransformation } from './define-transformation.js';
import type { GradientTransformation } from './gradient-transformation.js';
import { mapNamed } from './named.js';

/** One member of a sequence, and how its state is told from those of the others. */
export interface Member {
  transformation: GradientTransformation;
  /** Names the member's tensors for the common state. */
  wrap(state: Tensors): Tensors;
  /** Finds them there again. */
  unwrap(state: Tensors): Tensors;
}

/** Runs the members one after the other, each on the updates of the one before. */
export function sequence(name: string, members: Member[]): GradientTransformation {
  return defineTransformation(name, {
    init: (parameters) =>
      Object.assign({}, ...members.map(({ transformation, wrap }) => wrap(transformation.init(parameters)))),
    update(gradients, state, parameters, inputs) {
      let updates = mapNamed(gradients, (gradient) => clone(gradient));
      const next: Tensors = {};
      for (const { transformation, wrap, unwrap } of members) {
        const step = transformation.update(updates, unwrap(state), parameters, inputs);
        updates = step.updates;
        Object.assign(next, wrap(step.state));
      }
      return { updates, state: next };
    },
  });
}

/** A sequence whose members name their tensors differently, so that these need no further name. */
export function plainSequence(name: string, transformations: GradientTransformation[]): GradientTransformation {
  const same = (state: Tensors) => state;
  return sequence(
    name,
    transformations.map((transformation) => ({ transformation, wrap: same, unwrap: same })),
  );
}
