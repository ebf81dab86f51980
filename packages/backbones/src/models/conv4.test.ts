import { dispose, ones, type Tensor4D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { disposeVariables, testBackbone } from '../../test/backbone-contract.js';
import { testGolden } from '../../test/golden-contract.js';
import golden from '../fixtures/backbones.json' with { type: 'json' };
import { type Conv4Options, conv4 } from './conv4.js';

const create = (options: object) => conv4({ widths: [4, 3, 5, 6], ...options } as Conv4Options);

describe('conv4, flattened', () => {
  testBackbone(() => create({ inChannels: 1 }), [3, 28, 28, 1]);
  testGolden(conv4(golden.conv4Flatten.options as unknown as Conv4Options), golden.conv4Flatten);
});

describe('conv4, averaged', () => {
  testBackbone(() => create({ pooling: 'average' }), [3, 9, 12, 3]);
  testGolden(conv4(golden.conv4Average.options as Conv4Options), golden.conv4Average);
});

describe('conv4', () => {
  it('counts its features for the image size', () => {
    expect(conv4().features).toBe(64);
    expect(conv4({ imageSize: 84 }).features).toBe(64 * 5 * 5);
    expect(conv4({ imageSize: [16, 48] }).features).toBe(64 * 3);
    expect(conv4({ imageSize: 84, pooling: 'average' }).features).toBe(64);
  });

  it("uses the names and shapes of RFS's state dict", () => {
    const variables = conv4({ inChannels: 1 }).initialize(1);
    expect(Object.keys(variables.parameters).slice(0, 5)).toEqual([
      'layer1.0.weight',
      'layer1.0.bias',
      'layer1.1.weight',
      'layer1.1.bias',
      'layer2.0.weight',
    ]);
    expect(Object.keys(variables.statistics).slice(0, 2)).toEqual(['layer1.1.running_mean', 'layer1.1.running_var']);
    expect(variables.parameters['layer1.0.weight']!.shape).toEqual([3, 3, 1, 64]);
    disposeVariables(variables);
  });

  it('draws Kaiming normal weights and uniform biases', () => {
    const variables = conv4().initialize(5);
    const weight = [...variables.parameters['layer2.0.weight']!.dataSync()];
    const deviation = Math.sqrt(weight.reduce((total, w) => total + w * w, 0) / weight.length);
    expect(deviation / Math.sqrt(2 / (9 * 64))).toBeCloseTo(1, 1);
    expect(Math.abs(weight.reduce((total, w) => total + w, 0) / weight.length)).toBeLessThan(1e-3);
    const bias = [...variables.parameters['layer2.0.bias']!.dataSync()].map(Math.abs);
    expect(Math.max(...bias)).toBeLessThanOrEqual(1 / Math.sqrt(9 * 64));
    expect(Math.max(...bias)).toBeGreaterThan(0.8 / Math.sqrt(9 * 64));
    disposeVariables(variables);
  });

  it('refuses images of another flattened size, naming both', () => {
    const model = create({});
    const variables = model.initialize(1);
    const images = ones([1, 40, 28, 3]) as Tensor4D;
    expect(() => model.apply(variables, images, { training: false })).toThrow(
      'conv4: images are [1,40,28,3], but the model counts its features for imageSize [28,28]; create it with imageSize [40,28]',
    );
    dispose(images);
    disposeVariables(variables);
  });

  it('refuses impossible options', () => {
    expect(() => conv4({ widths: [1, 2, 3] })).toThrow('widths (1, 2, 3) must be four numbers');
    expect(() => conv4({ widths: [1, 2, 3, 0] })).toThrow('widths[3] (0) must be a positive integer');
    expect(() => conv4({ inChannels: 1.5 })).toThrow('inChannels (1.5)');
    expect(() => conv4({ imageSize: 15 })).toThrow('imageSize (15×15) must be at least 16×16');
    expect(() => conv4({ pooling: 'max' as never })).toThrow("pooling ('max') must be 'flatten' or 'average'");
  });
});
