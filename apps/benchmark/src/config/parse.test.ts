import { describe, expect, it } from 'vitest';
import type { RunOptions } from '../commands/run.js';
import { resolveConfig } from '../suites/resolve.js';
import { UsageError } from '../terminal/usage-error.js';

const none: RunOptions = { augment: true, hardNegatives: true, output: 'runs', resume: false, json: false };
const resolved = (options: Partial<RunOptions>) => () => resolveConfig('quick', { ...none, ...options });

describe('resolveConfig', () => {
  it("starts from the data set's defaults and takes what the options say", () => {
    const config = resolved({ dataset: 'cifar-fs', epochs: 2, temperature: 0.1, loss: ['clce'] })();
    expect(config.backbone).toEqual({ name: 'resnet12', widths: [32, 64, 128, 256] });
    expect(config.training.epochs).toBe(2);
    expect(config.loss).toMatchObject({ temperature: 0.1, concentration: 1, contrastiveWeight: 0.9 });
    expect(config.losses).toEqual(['clce']);
  });

  it('takes a smaller setting for the quick suite alone', () => {
    expect(resolveConfig('quick', none, 'wasm').seeds).toEqual([1]);
    expect(resolveConfig('few-shot', none, 'wasm').seeds).toEqual([1, 2]);
  });

  it.each([
    [{ temperature: -1 }, 'clce run: --temperature (-1): '],
    [{ contrastiveWeight: 1.5 }, 'clce run: --contrastive-weight (1.5): '],
    [{ epochs: 0 }, 'clce run: --epochs (0): '],
    [{ batchSize: 10, samplesPerClass: 4 }, '--batch-size (10) must be a multiple of --samples-per-class (4)'],
    [{ loss: ['triplet'] }, 'clce run: --loss ("triplet"): '],
    [{ loss: ['ce', 'ce'] }, 'clce run: --loss names ce twice'],
    [{ dataset: 'mnist' }, 'clce run: --dataset (mnist) must be one of omniglot, cifar-fs, fc100'],
    [{ backbone: 'vgg' }, 'clce run: --backbone ("vgg"): '],
    [{ widths: [64] }, 'clce run: --widths ([64]): '],
  ])('refuses %j in one sentence', (options, sentence) => {
    expect(resolved(options as Partial<RunOptions>)).toThrow(UsageError);
    expect(resolved(options as Partial<RunOptions>)).toThrow(sentence);
  });
});
