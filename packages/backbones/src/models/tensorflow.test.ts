import { startEngine } from '@clce/tooling/start-engine';
import { getBackend } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { testGolden } from '../../test/golden-contract.js';
import golden from '../fixtures/backbones.json' with { type: 'json' };
import { type Conv4Options, conv4 } from './conv4.js';
import { resnet12 } from './resnet12.js';

const missing = await startEngine('tensorflow');

describe.skipIf(missing !== undefined)(`on TensorFlow${missing ? ` (skipped: ${missing})` : ''}`, () => {
  it('runs on TensorFlow', () => expect(getBackend()).toBe('tensorflow'));
  describe('conv4, flattened', () =>
    testGolden(conv4(golden.conv4Flatten.options as unknown as Conv4Options), golden.conv4Flatten));
  describe('conv4, averaged', () =>
    testGolden(conv4(golden.conv4Average.options as Conv4Options), golden.conv4Average));
  describe('resnet12', () => testGolden(resnet12(golden.resnet12.options), golden.resnet12));
});
