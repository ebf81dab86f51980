import { grads, memory, type Tensor, type Tensor2D, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { evaluate, expectClose, randomBatch, testLoss } from '../test/contract.js';
import { contracts } from '../test/contracts.js';
import { clce, clceTerms } from './clce.js';
import { crossEntropy } from './cross-entropy.js';
import { labelAwareContrastive } from './label-aware-contrastive.js';

const batch = randomBatch(9, 4, 4);
const tensors = () => ({
  logits: tensor2d(batch.inputs, batch.shape),
  embeddings: tensor2d(
    batch.inputs.map((number) => number * number - 1),
    batch.shape,
  ),
  labels: tensor1d(batch.labels, 'int32'),
});

describe('clce', () => {
  testLoss(contracts.clce);

  it.each([0, 0.25, 0.9, 1])('mixes both losses and their gradients by %d', (contrastiveWeight) => {
    const { logits, embeddings, labels } = tensors();
    const options = { temperature: 0.3, form: 'paper' as const };
    const classified = evaluate(crossEntropy, batch, {});
    const inputs = Array.from(embeddings.dataSync());
    const contrasted = evaluate(labelAwareContrastive, { ...batch, inputs }, options);
    const loss = (logits: Tensor, embeddings: Tensor) =>
      clce(
        { logits: logits as Tensor2D, embeddings: embeddings as Tensor2D, labels },
        { ...options, contrastiveWeight },
      );
    const mix = (a: number, b: number) => (1 - contrastiveWeight) * a + contrastiveWeight * b;
    expectClose(Array.from(loss(logits, embeddings).dataSync()), [mix(classified.value, contrasted.value)], 1e-6);
    const [ofLogits, ofEmbeddings] = grads(loss)([logits, embeddings]) as [Tensor, Tensor];
    expectClose(
      Array.from(ofLogits.dataSync()),
      classified.gradient.map((number) => mix(number, 0)),
      1e-6,
    );
    expectClose(
      Array.from(ofEmbeddings.dataSync()),
      contrasted.gradient.map((number) => mix(0, number)),
      1e-6,
    );
  });

  it('takes 0.9 of the contrastive loss by default', () => {
    const inputs = tensors();
    const before = memory().numTensors;
    const [usual] = clce(inputs).dataSync();
    expect(usual).toBe(clce(inputs, { contrastiveWeight: 0.9 }).dataSync()[0]);
    expect(memory().numTensors).toBe(before + 2);
  });

  it('refuses wrong input', () => {
    const { logits, embeddings, labels } = tensors();
    const run = (options: object) => clce({ logits, embeddings, labels }, options);
    expect(() => run({ contrastiveWeight: 1.5 })).toThrow('clce: contrastiveWeight (1.5) must be a number from 0 to 1');
    expect(() => run({ contrastiveWeight: Number.NaN })).toThrow(/contrastiveWeight \(NaN\)/);
    expect(() => run({ temperature: 0 })).toThrow(/temperature \(0\)/);
    const short = tensor2d([[1, 2]]);
    expect(() => clce({ logits, embeddings: short, labels })).toThrow(/labels \[9\].*embeddings \[1,2\]/);
  });

  it('gives its two terms beside the loss, and leaves nothing else', () => {
    const inputs = tensors();
    const before = memory().numTensors;
    const { loss, crossEntropy: classified, contrastive } = clceTerms(inputs, { contrastiveWeight: 0.25 });
    expect(memory().numTensors).toBe(before + 3);
    const [total, first, second] = [loss, classified, contrastive].map((term) => term.dataSync()[0]!);
    expect(total).toBeCloseTo(0.75 * first! + 0.25 * second!, 6);
    expect(total).toBeCloseTo(clce(inputs, { contrastiveWeight: 0.25 }).dataSync()[0]!, 6);
  });
});
