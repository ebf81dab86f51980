import type { ParameterMask } from './parameter-mask.js';

/** Weights with more than one axis that BEiT-3 spares all the same. */
const SPARED = ['.bias', 'cls_token', 'embed_positions.A.weight'];

/**
 * A mask of the weights that decay in BEiT-3: all but biases, scales and offsets of normalization, the class token and
 * the position embedding.
 */
export const beit3DecayMask: ParameterMask = (name, parameter) =>
  parameter.rank > 1 && !SPARED.some((ending) => name.endsWith(ending));
