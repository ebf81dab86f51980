import type { Backbone } from './backbone.js';
import { backbones } from './backbone-table.js';
import type { Conv4Options } from './models/conv4.js';
import type { Resnet12Options } from './models/resnet12.js';

/** Options of every model in the table; each model reads those that it documents and ignores the rest. */
export type BackboneOptions = Conv4Options & Resnet12Options;

/**
 * The backbone called `name`, for callers that get the name as text (a command line, a configuration file).
 *
 * @throws when there is no such model; the message lists those that are
 * @example
 * const model = createBackbone('resnet12', { widths: [32, 64, 128, 256] });
 */
export function createBackbone(name: string, options: BackboneOptions = {}): Backbone {
  const create = new Map(Object.entries(backbones)).get(name);
  if (!create) throw new Error(`createBackbone: unknown backbone '${name}'; there are ${backboneNames().join(', ')}`);
  return create(options);
}

/** The names that `createBackbone` knows, sorted. */
export function backboneNames(): string[] {
  return Object.keys(backbones).sort();
}
