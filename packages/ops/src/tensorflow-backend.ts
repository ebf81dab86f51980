import { backend, getBackend, type Tensor } from '@tensorflow/tfjs-core';

/** The value of one attribute of a TensorFlow op, tagged by its kind. */
export type TensorFlowAttribute =
  | { type: 'float32' | 'int32' | 'bool' }
  | { float: number }
  | { int: number }
  | { bool: boolean }
  | { string: string };

/** Runs any TensorFlow op by its name. */
export interface TensorFlowBackend {
  /**
   * Runs op `name` once and returns its `numOutputs` outputs, which the surrounding `tidy` owns.
   *
   * @param attributes - every attribute that the op's kernel needs, such as `{ T: { type: 'float32' } }`
   */
  execute(
    name: string,
    attributes: Record<string, TensorFlowAttribute>,
    inputs: readonly Tensor[],
    numOutputs: number,
  ): Tensor[];
}

type Binding = Record<string, number>;

interface NodeBackend {
  binding: Binding;
  executeMultipleOutputs(name: string, attributes: object[], inputs: readonly Tensor[], numOutputs: number): Tensor[];
}

const kinds = { type: 'TYPE', float: 'FLOAT', int: 'INT', bool: 'BOOL', string: 'STRING' } as const;
const dtypes: Record<string, string> = { float32: 'TF_FLOAT', int32: 'TF_INT32', bool: 'TF_BOOL' };

const encode = (binding: Binding, name: string, attribute: TensorFlowAttribute) => {
  const [kind, value] = Object.entries(attribute)[0] as [keyof typeof kinds, unknown];
  return {
    name,
    type: binding[`TF_ATTR_${kinds[kind]}`],
    value: kind === 'type' ? binding[dtypes[value as string]!] : value,
  };
};

/**
 * The active backend as a runner of TensorFlow ops by name, or `null` where the active backend is not that of
 * `@tensorflow/tfjs-node`. Most ops of TensorFlow have no function in TensorFlow.js, yet all of them can be run so.
 *
 * Such an op has no gradient of its own: wrap it in `customGrad`.
 *
 * @example
 * ```ts
 * const tensorflow = tensorflowBackend();
 * const [y] = tensorflow?.execute('Erfc', { T: { type: 'float32' } }, [x], 1) ?? [fallback(x)];
 * ```
 */
export function tensorflowBackend(): TensorFlowBackend | null {
  if (getBackend() !== 'tensorflow') return null;
  const node = backend() as unknown as NodeBackend;
  if (typeof node.executeMultipleOutputs !== 'function') return null;
  return {
    execute(name, attributes, inputs, numOutputs) {
      const encoded = Object.entries(attributes).map(([key, value]) => encode(node.binding, key, value));
      return node.executeMultipleOutputs(name, encoded, inputs, numOutputs);
    },
  };
}
