import { describe, expect, it } from 'vitest';
import { disposeVariables, testBackbone } from '../../test/backbone-contract.js';
import { testGolden } from '../../test/golden-contract.js';
import golden from '../fixtures/backbones.json' with { type: 'json' };
import { resnet12 } from './resnet12.js';

describe('resnet12', () => {
  testBackbone(() => resnet12({ widths: [4, 3, 5, 6] }), [3, 17, 20, 3]);
  testGolden(resnet12(golden.resnet12.options), golden.resnet12);

  it("has RFS's size: 12.4 million parameters, 640 features", () => {
    const model = resnet12();
    const variables = model.initialize(1);
    const sizes = Object.values(variables.parameters).map((value) => value.size);
    expect(sizes.reduce((total, size) => total + size)).toBe(12_424_320);
    expect(model.features).toBe(640);
    disposeVariables(variables);
  });

  it("uses the names of RFS's state dict", () => {
    const variables = resnet12({ widths: [2, 2, 2, 2] }).initialize(1);
    const names = Object.keys(variables.parameters).filter((name) => name.startsWith('layer1.'));
    const parts = ['conv1', 'bn1', 'conv2', 'bn2', 'conv3', 'bn3', 'downsample.0', 'downsample.1'];
    const isNorm = (part: string): boolean => part.startsWith('bn') || part === 'downsample.1';
    expect(names).toEqual(
      parts.flatMap((part) => (isNorm(part) ? ['weight', 'bias'] : ['weight']).map((end) => `layer1.0.${part}.${end}`)),
    );
    disposeVariables(variables);
  });

  it('refuses impossible options', () => {
    expect(() => resnet12({ widths: [64] })).toThrow('resnet12: widths (64) must be four numbers');
    expect(() => resnet12({ inChannels: 0 })).toThrow('resnet12: inChannels (0)');
  });
});
