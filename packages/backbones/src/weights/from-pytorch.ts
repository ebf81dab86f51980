import { clone, type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { Tensors, Variables } from '../backbone.js';
import { fromPyTorchOrder, pytorchShape } from './pytorch-layout.js';
import type { StoredTensor } from './stored-tensor.js';

export interface FromPyTorchOptions {
  /** `true` (default): any name that does not match is an error. `false`: it is reported, and the template's value stays. */
  strict?: boolean;
}

/** What did not match, names sorted. */
export interface FromPyTorchReport {
  /** In the template, not in the file. */
  missing: string[];
  /** In the file, not in the template. */
  unexpected: string[];
  /** In both, with another shape (as PyTorch lays it out). */
  misshapen: { name: string; expected: number[]; found: number[] }[];
}

/**
 * Variables from a PyTorch state dict, laid out for this package: the inverse of `toPyTorch`. F32 and F64 are taken (F64 is rounded);
 * `….num_batches_tracked` counters are skipped, as nothing here reads them.
 *
 * @param template variables with the names and shapes wanted, for instance `model.initialize(0)`; stay the caller's
 * @returns new variables, owned by the caller (values that stay the template's are clones), and what did not match
 * @throws in strict mode listing every missing, unexpected and misshapen name; always when a tensor holds integers
 * @example
 * const template = model.initialize(0);
 * const { variables } = fromPyTorch(readSafetensors(bytes).tensors, template);
 */
export function fromPyTorch(
  tensors: Readonly<Record<string, StoredTensor>>,
  template: Variables,
  { strict = true }: FromPyTorchOptions = {},
): { variables: Variables; report: FromPyTorchReport } {
  const report = compareNames(tensors, { ...template.parameters, ...template.statistics });
  if (strict) assertMatching(report);
  const replaced = new Map(Object.entries(tensors));
  for (const name of [...report.unexpected, ...report.misshapen.map((entry) => entry.name)]) replaced.delete(name);
  for (const [name, { dtype }] of replaced)
    if (dtype !== 'F32' && dtype !== 'F64' && !isCounter(name))
      throw new Error(`fromPyTorch: '${name}' holds ${dtype}; expected F32 or F64`);
  const load = (wanted: Tensors): Tensors =>
    Object.fromEntries(Object.entries(wanted).map(([name, value]) => [name, loaded(name, value, replaced.get(name))]));
  return { variables: { parameters: load(template.parameters), statistics: load(template.statistics) }, report };
}

function loaded(name: string, value: Tensor, replacement: StoredTensor | undefined): Tensor {
  if (!replacement) return clone(value);
  const data = Float32Array.from(replacement.data as Float32Array | Float64Array);
  return tensor(fromPyTorchOrder(name, value.shape, data), value.shape, 'float32');
}

function compareNames(tensors: Readonly<Record<string, StoredTensor>>, wanted: Tensors): FromPyTorchReport {
  const names = Object.keys(wanted).sort();
  return {
    missing: names.filter((name) => !Object.hasOwn(tensors, name)),
    unexpected: Object.keys(tensors)
      .filter((name) => !Object.hasOwn(wanted, name) && !isCounter(name))
      .sort(),
    misshapen: names
      .filter((name) => Object.hasOwn(tensors, name))
      .map((name) => ({
        name,
        expected: pytorchShape(name, wanted[name]!.shape),
        found: [...tensors[name]!.shape],
      }))
      .filter(({ expected, found }) => expected.join() !== found.join()),
  };
}

function assertMatching({ missing, unexpected, misshapen }: FromPyTorchReport): void {
  const complaints = [
    ...missing.map((name) => `missing '${name}'`),
    ...unexpected.map((name) => `unexpected '${name}'`),
    ...misshapen.map(({ name, expected, found }) => `'${name}' is [${found}], expected [${expected}]`),
  ];
  if (complaints.length) throw new Error(`fromPyTorch: the weights do not fit the model: ${complaints.join('; ')}`);
}

const isCounter = (name: string): boolean => name.endsWith('.num_batches_tracked');
