import type { Tensors } from '@clce/ops';

/** @throws If `tensors` has not exactly the names and shapes of `parameters`; the message names the first difference. */
export function checkMatch(caller: string, what: string, tensors: Tensors, parameters: Tensors, prefix = ''): void {
  for (const [name, { shape }] of Object.entries(parameters)) {
    const tensor = tensors[name];
    if (!tensor) throw new Error(`${caller}: ${what} has no '${prefix}${name}' for parameter '${name}'`);
    if (String(tensor.shape) === String(shape)) continue;
    throw new Error(`${caller}: ${what} '${prefix}${name}' has shape [${tensor.shape}], its parameter has [${shape}]`);
  }
  const extra = Object.keys(tensors).find((name) => !parameters[name]);
  if (extra !== undefined)
    throw new Error(`${caller}: ${what} has '${prefix}${extra}', but parameters has no '${extra}'`);
}
