import { describe, expect, it } from 'vitest';
import { backboneNames, createBackbone } from './create-backbone.js';

describe('createBackbone', () => {
  it('creates every backbone that it lists, with the options given', () => {
    expect(backboneNames()).toEqual(['conv4', 'resnet12']);
    for (const name of backboneNames()) {
      const model = createBackbone(name, { widths: [2, 3, 4, 5], inChannels: 1 });
      expect([model.name, model.features]).toEqual([name, 5]);
    }
    expect(createBackbone('resnet12').features).toBe(640);
  });

  it.each(['resnet13', 'constructor'])('lists the names instead of %s', (name) => {
    expect(() => createBackbone(name)).toThrow(`unknown backbone '${name}'; there are conv4, resnet12`);
  });
});
