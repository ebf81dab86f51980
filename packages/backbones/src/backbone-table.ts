import type { Backbone } from './backbone.js';
import type { BackboneOptions } from './create-backbone.js';
import { conv4 } from './models/conv4.js';
import { resnet12 } from './models/resnet12.js';

/** Every backbone by name. A new model is one line here. */
export const backbones: Record<string, (options: BackboneOptions) => Backbone> = { conv4, resnet12 };
