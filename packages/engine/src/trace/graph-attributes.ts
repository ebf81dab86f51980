import type { Binding, BindingAttribute } from './node-backend.js';
import type { GraphAttribute } from './saved-model.js';

/** The attributes of an op as a graph has them. */
export function graphAttributes(
  binding: Binding,
  attributes: readonly BindingAttribute[],
): Record<string, GraphAttribute> {
  return Object.fromEntries(attributes.map((attribute) => [attribute.name, graphAttribute(binding, attribute)]));
}

function graphAttribute(binding: Binding, { type, value }: BindingAttribute): GraphAttribute {
  const many = Array.isArray(value);
  switch (type) {
    case binding.TF_ATTR_TYPE:
      return { type: value as number };
    case binding.TF_ATTR_SHAPE:
      return { shape: [...(value as number[])] };
    case binding.TF_ATTR_INT:
      return many ? { ints: [...value] } : { int: value as number };
    case binding.TF_ATTR_FLOAT:
      return many ? { floats: [...value] } : { float: value as number };
    case binding.TF_ATTR_BOOL:
      return many ? { bools: value.map(Boolean) } : { bool: Boolean(value) };
    default:
      return { string: String(value) };
  }
}
