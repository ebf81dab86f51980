import { clce } from '../src/clce.js';
import { crossEntropy } from '../src/cross-entropy.js';
import crossEntropyGolden from '../src/fixtures/cross-entropy.json' with { type: 'json' };
import contrastiveGolden from '../src/fixtures/label-aware-contrastive.json' with { type: 'json' };
import { labelAwareContrastive } from '../src/label-aware-contrastive.js';
import type { LossContract } from './contract.js';

/** What each loss is held to, on every backend. */
export const contracts: Record<'crossEntropy' | 'labelAwareContrastive' | 'clce', LossContract> = {
  crossEntropy: {
    loss: crossEntropy,
    golden: crossEntropyGolden,
    optionSets: [{}, { reduction: 'sum' }],
    relabels: false,
  },
  labelAwareContrastive: {
    loss: labelAwareContrastive,
    golden: contrastiveGolden,
    optionSets: [
      {},
      { form: 'paper', withoutPositives: 'exclude', concentration: 0.5 },
      { hardNegatives: false, temperature: 0.1 },
      { temperature: 0.02, concentration: 0.3 },
      { normalize: false },
      { normalize: false, form: 'paper', hardNegatives: false },
    ],
    tiled: true,
  },
  clce: {
    loss: (inputs, labels, options) => clce({ logits: inputs, embeddings: inputs, labels }, options),
    golden: [],
    optionSets: [{}, { contrastiveWeight: 0.3, form: 'paper', temperature: 0.1 }],
    relabels: false,
    tiled: true,
  },
};
