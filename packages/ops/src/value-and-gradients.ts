import { clone, dispose, engine, keep, type Scalar, Tensor, type TensorContainer, tidy } from '@tensorflow/tfjs-core';
import type { Tensors } from './tensors.js';

export interface ValueAndGradients<A> {
  loss: Scalar;
  /** One gradient per parameter, under its name and of its shape. */
  gradients: Tensors;
  /** What the objective returned beside the loss. */
  aux: A;
}

/**
 * Runs an objective and returns its loss, the gradient of the loss with respect to every parameter, and whatever else
 * the objective returned, such as new running statistics or logits. No gradient flows through `aux`.
 *
 * All results belong to the caller (or to the `tidy` around the call); everything else is disposed, also when the
 * objective throws.
 *
 * @param objective - computes a scalar loss out of the parameters that it is given; its `aux` is any nesting of arrays and
 *   plain objects of tensors
 * @param parameters - float32 tensors by name
 * @throws If a parameter is not float32, if the loss is not a scalar, or if a parameter does not affect the loss
 *
 * @example
 * ```ts
 * const { loss, gradients, aux } = valueAndGradients((parameters) => {
 *   const logits = matMul(x, parameters.weight);
 *   return { loss: losses.softmaxCrossEntropy(y, logits), aux: { logits } };
 * }, { weight });
 * ```
 */
export function valueAndGradients<A>(
  objective: (parameters: Tensors) => { loss: Scalar; aux: A },
  parameters: Tensors,
): ValueAndGradients<A> {
  checkParameters(parameters);
  const names = Object.keys(parameters);
  const kept: Tensor[] = [];
  let aux: A | undefined;
  const forward = (): Scalar => {
    const result = objective(parameters);
    checkLoss(result.loss);
    aux = mapTensors(result.aux, (tensor) => remember(kept, keep(clone(tensor))));
    return clone(result.loss);
  };
  try {
    return tidy(() => {
      const { value, grads } = engine().gradients(forward, Object.values(parameters), undefined, true);
      const results: ValueAndGradients<A> = {
        loss: value,
        gradients: byName(names, grads),
        aux: mapTensors(aux!, clone),
      };
      return results as unknown as TensorContainer;
    }) as unknown as ValueAndGradients<A>;
  } catch (error) {
    releaseTape();
    throw error;
  } finally {
    dispose(kept);
  }
}

const remember = (list: Tensor[], tensor: Tensor): Tensor => {
  list.push(tensor);
  return tensor;
};

function byName(names: string[], gradients: Tensor[]): Tensors {
  const without = names.filter((_, i) => gradients[i] == null);
  if (without.length > 0) {
    throw new Error(
      `valueAndGradients: the loss does not depend on parameter ${without.map((n) => `'${n}'`).join(', ')}`,
    );
  }
  return Object.fromEntries(names.map((name, i) => [name, gradients[i]!]));
}

/** A copy of arrays and plain objects in which each tensor is replaced; other values stay. */
function mapTensors<A>(value: A, replace: (tensor: Tensor) => Tensor): A {
  if (value instanceof Tensor) return replace(value) as A;
  if (Array.isArray(value)) return value.map((item) => mapTensors(item, replace)) as A;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTensors(item, replace)])) as A;
}

/** Where the forward or the backward pass stopped half-way, what was saved for the gradients is still held. */
function releaseTape(): void {
  const { state } = engine();
  if (state.gradientDepth > 0) return;
  for (const node of state.activeTape ?? []) dispose(node.saved ?? []);
}

function checkParameters(parameters: Tensors): void {
  const entries = Object.entries(parameters);
  if (entries.length === 0) throw new Error('valueAndGradients: parameters is empty, so there is no gradient to take');
  for (const [name, { dtype }] of entries) {
    if (dtype !== 'float32') throw new Error(`valueAndGradients: parameter '${name}' must be float32, got ${dtype}`);
  }
}

function checkLoss(loss: unknown): void {
  if (loss instanceof Tensor && loss.rank === 0 && loss.dtype === 'float32') return;
  const got = loss instanceof Tensor ? `${loss.dtype} of shape [${loss.shape}]` : typeof loss;
  throw new Error(`valueAndGradients: the objective's loss must be a float32 scalar, got ${got}`);
}
