import { checkCount, checkShare } from './check-option.js';

export interface Beit3LayerDecayOptions {
  /** Factor from one layer to the one below it, in (0, 1]. @default 0.65 */
  decay?: number;
  /** Number of transformer layers: 12 in the base model, 24 in the large one. @default 12 */
  layers?: number;
}

/**
 * BEiT-3's learning-rate factor of a parameter by its name, for `scaleByName`: `decay^(layers + 1 - i)`, where i is 0
 * for what has `embed` in its name, `l + 1` in `layers.l.`, and `layers + 1` for all else, such as the heads.
 *
 * @throws If decay is outside of (0, 1], layers is not a positive whole number, or a name is of a layer beyond the last
 *
 * @example
 * ```ts
 * const scale = beit3LayerDecay({ decay: 0.65, layers: 12 });
 * scale('head.weight'); // 1
 * scale('beit3.encoder.layers.11.ffn.A.fc1.weight'); // 0.65
 * ```
 */
export function beit3LayerDecay({ decay = 0.65, layers = 12 }: Beit3LayerDecayOptions = {}): (name: string) => number {
  checkShare('beit3LayerDecay', 'decay', decay);
  checkCount('beit3LayerDecay', 'layers', layers);
  return (name) => decay ** (layers + 1 - depthOf(name, layers));
}

function depthOf(name: string, layers: number): number {
  if (name.includes('embed')) return 0;
  const layer = /layers\.(\d+)\./.exec(name)?.[1];
  if (layer === undefined) return layers + 1;
  if (Number(layer) < layers) return Number(layer) + 1;
  throw new Error(`beit3LayerDecay: '${name}' is of layer ${layer}, but layers (${layers}) ends at ${layers - 1}`);
}
