import type { Tensors } from '@clce/ops';
import { memory, scalar, tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import golden from './fixtures/compositions.json' with { type: 'json' };
import { expectClose, problem, train, unpack } from './fixtures/golden-problem.js';
import {
  accumulateGradients,
  adamW,
  averagedWeights,
  averageWeights,
  beit3DecayMask,
  beit3LayerDecay,
  chain,
  clipByGlobalNorm,
  exceptVectors,
  freeze,
  type GradientTransformation,
  globalNorm,
  lamb,
  masked,
  scaleByAdam,
  scaleByLearningRate,
  scaleByName,
  scaleByTrustRatio,
  sgd,
} from './index.js';

const momentum = () => sgd({ momentum: 0.9 });
const decaying = () => adamW({ weightDecay: 0.1 });
const isBias = (name: string) => name === 'bias';
const scales: Record<string, number> = { weight: 0.65 ** 2, bias: 0.65 };

const compositions: Record<keyof typeof golden, () => GradientTransformation> = {
  clipByGlobalNorm: () => chain(clipByGlobalNorm({ maximum: 2 }), momentum()),
  scaleByName: () =>
    chain(
      decaying(),
      scaleByName((name) => scales[name]!),
    ),
  averageWeights: () => chain(momentum(), averageWeights({ decay: 0.9 })),
  accumulateGradients: () =>
    accumulateGradients(chain(clipByGlobalNorm({ maximum: 2 }), decaying()), { microSteps: 3 }),
  freeze: () => chain(decaying(), freeze(isBias)),
};

test.each(Object.entries(golden))('%s: 20 steps equal float64 PyTorch', (name, expected) => {
  tidy(() => {
    const optimizer = compositions[name as keyof typeof golden]();
    const every = name === 'accumulateGradients' ? 3 : 1;
    expectClose(train(optimizer, every).parameters, expected.first);
    const { parameters, state } = train(optimizer, 20 * every);
    expectClose(parameters, expected.last);
    if ('average' in expected) expectClose(averagedWeights(state), expected.average);
  });
});

/** The updates of one step from the state at the start, as plain numbers. */
function updatesOf(optimizer: GradientTransformation, gradients: Tensors, parameters: Tensors) {
  const learningRate = scalar(1);
  const { updates } = optimizer.update(gradients, optimizer.init(parameters), parameters, { learningRate });
  return Object.fromEntries(Object.entries(updates).map(([name, update]) => [name, [...update.dataSync()]]));
}

test('globalNorm is that of one long vector, and keeps nothing but its result', () => {
  const tensors = { a: tensor([3, 0]), b: tensor([[0], [4]]) };
  const before = memory().numTensors;
  const norms = [globalNorm(tensors), globalNorm({})];
  expect(norms.map((norm) => norm.dataSync()[0])).toEqual([5, 0]);
  expect(memory().numTensors).toBe(before + 2);
});

test('clipByGlobalNorm shortens what is too long and leaves the rest as it is', () => {
  tidy(() => {
    const gradients = { a: tensor([3]), b: tensor([4]) };
    const clipped = updatesOf(clipByGlobalNorm({ maximum: 1 }), gradients, gradients);
    expect(clipped.a![0]).toBeCloseTo(0.6, 6);
    expect(clipped.b![0]).toBeCloseTo(0.8, 6);
    expect(updatesOf(clipByGlobalNorm({ maximum: 5.1 }), gradients, gradients)).toEqual({ a: [3], b: [4] });
  });
});

test('a trust ratio of a norm of 0 is 1', () => {
  tidy(() => {
    const parameters = { started: tensor([3, 4]), zero: zeros([2]) };
    const updates = { started: tensor([0, 2]), zero: tensor([0, 2]) };
    expect(updatesOf(scaleByTrustRatio(), updates, parameters)).toEqual({ started: [0, 5], zero: [0, 2] });
    expect(updatesOf(scaleByTrustRatio(), { ...updates, started: zeros([2]) }, parameters).started).toEqual([0, 0]);
  });
});

test('accumulateGradients moves at the last micro-step alone, and starts anew after it', () => {
  tidy(() => {
    const optimizer = accumulateGradients(momentum(), { microSteps: 2 });
    const start = unpack(problem.parameters);
    const after = [1, 2, 3].map((count) => train(optimizer, count));
    const weights = after.map(({ parameters }) => parameters.weight!.arraySync());
    const valuesOf = (name: string) => after.map(({ state }) => [...state[name]!.dataSync()]);
    expect(weights[0]).toEqual(start.weight!.arraySync());
    expect(weights[1]).not.toEqual(weights[0]);
    expect(weights[2]).toEqual(weights[1]);
    expect(valuesOf('microStep')).toEqual([[1], [0], [1]]);
    expect(valuesOf('inner/momentum/bias')[0]).toEqual([0, 0, 0, 0]);
    expect(valuesOf('accumulated/bias')[1]).toEqual([0, 0, 0, 0]);
    expect(() => accumulateGradients(sgd(), { microSteps: 0 })).toThrow(
      'accumulateGradients: microSteps (0) must be a positive whole number',
    );
  });
});

test('averagedWeights finds the average wherever it is a member, and wants just one', () => {
  tidy(() => {
    const parameters = unpack(problem.parameters);
    const average = averageWeights({ decay: 0.5 });
    const nested = accumulateGradients(chain(sgd(), chain(sgd(), average)), { microSteps: 2 });
    for (const optimizer of [average, nested]) {
      const averages = averagedWeights(optimizer.init(parameters));
      expect(Object.keys(averages)).toEqual(['weight', 'bias']);
      expect(averages.weight!.arraySync()).toEqual(parameters.weight!.arraySync());
    }
    expect(() => averagedWeights(momentum().init(parameters))).toThrow("averagedWeights: state has no 'average/…'");
    const twice = chain(average, average).init(parameters);
    expect(() => averagedWeights(twice)).toThrow("more than one average of 'weight'");
    expect(() => averageWeights({ decay: 1 })).toThrow('averageWeights: decay (1) must be in [0, 1)');
  });
});

test('masked leaves the others as they are, without a state', () => {
  tidy(() => {
    const parameters = { weight: tensor([[3, 4]]), bias: tensor([7]) };
    const gradients = { weight: tensor([[0, 1]]), bias: tensor([2]) };
    expect(updatesOf(masked(scaleByTrustRatio(), exceptVectors), gradients, parameters)).toEqual({
      weight: [0, 5],
      bias: [2],
    });
    expect(Object.keys(masked(momentum(), exceptVectors).init(parameters))).toEqual(['momentum/weight']);
  });
});

test('frozen parameters need no state, and the rest trains as if alone', () => {
  tidy(() => {
    const lean = chain(masked(decaying(), exceptVectors), freeze(isBias));
    const { parameters, state } = train(lean);
    expectClose(parameters, golden.freeze.last);
    expect(parameters.bias!.arraySync()).toEqual(unpack(problem.parameters).bias!.arraySync());
    expect(Object.keys(state).filter((name) => name.includes('bias'))).toEqual([]);
  });
});

test('LAMB is a chain of its blocks', () => {
  tidy(() => {
    const blocks = chain(scaleByAdam({ epsilon: 1e-6 }), scaleByTrustRatio(), scaleByLearningRate());
    const [ours, whole] = [blocks, lamb()].map((optimizer) => train(optimizer, 2).parameters.weight!.arraySync());
    expect(ours).toEqual(whole);
  });
});

test('beit3LayerDecay: 14 rates of the base model, from the embeddings up to the heads', () => {
  const scale = beit3LayerDecay({ decay: 0.65, layers: 12 });
  for (const name of ['vision_embed.proj.weight', 'vision_embed.cls_token', 'encoder.embed_positions.A.weight']) {
    expect(scale(`beit3.${name}`)).toBeCloseTo(0.65 ** 13, 12);
  }
  for (let layer = 0; layer < 12; layer++) {
    const name = `beit3.encoder.layers.${layer}.self_attn.k_proj.A.weight`;
    expect(scale(name)).toBeCloseTo(0.65 ** (12 - layer), 12);
  }
  for (const name of ['fc_norm.weight', 'head.bias', 'cl_head.2.weight']) expect(scale(name)).toBe(1);
  expect(beit3LayerDecay({ decay: 0.8, layers: 24 })('beit3.encoder.layers.23.ffn.A.fc1.bias')).toBeCloseTo(0.8, 12);
});

test('beit3DecayMask spares biases, norms, the class token and the positions', () => {
  tidy(() => {
    const decays = (name: string, shape: number[]) => beit3DecayMask(name, zeros(shape));
    expect(decays('beit3.encoder.layers.0.ffn.A.fc1.weight', [4, 2])).toBe(true);
    expect(decays('beit3.vision_embed.proj.weight', [2, 2, 3, 4])).toBe(true);
    expect(decays('fc_norm.weight', [4])).toBe(false);
    expect(decays('head.bias', [4])).toBe(false);
    expect(decays('beit3.vision_embed.cls_token', [1, 1, 4])).toBe(false);
    expect(decays('beit3.encoder.embed_positions.A.weight', [5, 4])).toBe(false);
  });
});

test('refuses factors and layers that cannot be', () => {
  tidy(() => {
    const one = { w: tensor([1]) };
    expect(() =>
      updatesOf(
        scaleByName(() => -1),
        one,
        one,
      ),
    ).toThrow("scaleByName: scale of 'w' (-1) must be a number");
    expect(() =>
      updatesOf(
        scaleByName(() => Number.NaN),
        one,
        one,
      ),
    ).toThrow("scale of 'w' (NaN)");
  });
  expect(() => clipByGlobalNorm({ maximum: 0 })).toThrow('clipByGlobalNorm: maximum (0) must be a positive number');
  expect(() => beit3LayerDecay({ decay: 0 })).toThrow('beit3LayerDecay: decay (0) must be in (0, 1]');
  expect(() => beit3LayerDecay({ layers: 1.5 })).toThrow('beit3LayerDecay: layers (1.5) must be a positive whole');
  expect(() => beit3LayerDecay()('encoder.layers.12.ffn.A.fc1.bias')).toThrow(
    "beit3LayerDecay: 'encoder.layers.12.ffn.A.fc1.bias' is of layer 12, but layers (12) ends at 11",
  );
});
