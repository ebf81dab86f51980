import type { Tensors } from '@clce/ops';
import { memory, profile, scalar, Tensor, tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { expectClose, optimizers, problem, stepOnce, train, unpack } from './fixtures/golden-problem.js';
import {
  accumulateGradients,
  adamW,
  addDecayedWeights,
  applyUpdates,
  averageWeights,
  chain,
  clipByGlobalNorm,
  exceptVectors,
  freeze,
  type GradientTransformation,
  lamb,
  lion,
  masked,
  scaleByAdam,
  scaleByLearningRate,
  scaleByLion,
  scaleByName,
  scaleByTrustRatio,
  sgd,
  traceMomentum,
} from './index.js';

const make: Record<string, (options: object) => GradientTransformation> = { sgd, adamW, lion, lamb };
const options = ({ options }: (typeof optimizers)[number]) => ({
  ...options,
  ...('mask' in options && { mask: exceptVectors }),
});

test.each(optimizers.map((entry) => [`${entry.optimizer} ${JSON.stringify(entry.options)}`, entry] as const))(
  '%s: 20 steps equal their float64 reference',
  (_, entry) => {
    tidy(() => {
      const optimizer = make[entry.optimizer]!(options(entry));
      expectClose(train(optimizer, 1).parameters, entry.first);
      expectClose(train(optimizer).parameters, entry.last);
    });
  },
);

const members: Record<string, () => GradientTransformation> = {
  sgd: () => sgd({ momentum: 0.9, nesterov: true, weightDecay: 0.1 }),
  'sgd without state': () => sgd(),
  adamW: () => adamW({ weightDecay: 0.1, mask: exceptVectors }),
  traceMomentum: () => traceMomentum({ momentum: 0.9 }),
  addDecayedWeights: () => addDecayedWeights({ weightDecay: 0.1, mask: exceptVectors }),
  scaleByAdam: () => scaleByAdam(),
  scaleByLearningRate: () => scaleByLearningRate(),
  chain: () => chain(traceMomentum({ momentum: 0.5 }), traceMomentum({ momentum: 0.9 }), scaleByLearningRate()),
  'empty chain': () => chain(),
  lion: () => lion({ weightDecay: 0.1, mask: exceptVectors }),
  lamb: () => lamb({ weightDecay: 0.1, mask: exceptVectors }),
  scaleByLion: () => scaleByLion(),
  scaleByTrustRatio: () => scaleByTrustRatio(),
  clipByGlobalNorm: () => clipByGlobalNorm({ maximum: 1 }),
  scaleByName: () => scaleByName((name) => (name === 'bias' ? 0 : 0.5)),
  averageWeights: () => averageWeights({ decay: 0.9 }),
  accumulateGradients: () => accumulateGradients(chain(clipByGlobalNorm({ maximum: 1 }), adamW()), { microSteps: 2 }),
  masked: () => masked(adamW(), exceptVectors),
  freeze: () => freeze(exceptVectors),
};

describe.each(Object.keys(members))('%s', (name) => {
  let optimizer: GradientTransformation;
  let parameters: Tensors;
  beforeEach(() => {
    optimizer = members[name]!();
    parameters = unpack(problem.parameters);
  });

  test('disposes nothing that it is given, keeps only its results, and results are each their own tensor', () => {
    const gradients = unpack(problem.noise[0]!);
    const learningRate = scalar(0.1);
    const before = memory().numTensors;
    const state = optimizer.init(parameters);
    const { updates, state: next } = optimizer.update(gradients, state, parameters, { learningRate });
    const results = [...Object.values(state), ...Object.values(updates), ...Object.values(next)];
    expect(memory().numTensors).toBe(before + results.length);
    expect(new Set([...results, ...Object.values(gradients)]).size).toBe(results.length + 2);
    expect(Object.keys(next)).toEqual(Object.keys(state));
    for (const result of results) result.dispose();
    expect(memory().numTensors).toBe(before);
    expect([...Object.values(parameters), ...Object.values(gradients)].some(({ isDisposed }) => isDisposed)).toBe(
      false,
    );
  });

  test('goes on from a state of plain numbers as from its own', () => {
    tidy(() => {
      const first = train(optimizer, 1);
      const written = Object.entries(first.state).map(([key, value]) => [key, value.arraySync()] as const);
      const read = Object.fromEntries(written.map(([key, value]) => [key, tensor(value as number[])]));
      const [on, resumed] = [first.state, read].map((state) => stepOnce(optimizer, { ...first, state }, 1));
      for (const key of Object.keys(parameters)) {
        expect(resumed!.parameters[key]!.arraySync()).toEqual(on!.parameters[key]!.arraySync());
      }
    });
  });

  test('takes the same path for all values and reads none, so that it can be traced', async () => {
    const reads = (['dataSync', 'data', 'arraySync', 'array'] as const).map((read) => vi.spyOn(Tensor.prototype, read));
    const learningRate = scalar(0.1);
    const kernels: string[][] = [];
    let state = optimizer.init(parameters);
    for (const gradients of [
      unpack(problem.noise[0]!),
      unpack(problem.noise[1]!),
      { weight: zeros([3, 4]), bias: zeros([4]) },
    ]) {
      const run = await profile(() => {
        const step = optimizer.update(gradients, state, parameters, { learningRate });
        state = step.state;
        return Object.values(step.updates);
      });
      kernels.push(run.kernels.map(({ name }) => name));
    }
    for (const read of reads) expect(read).not.toHaveBeenCalled();
    vi.restoreAllMocks();
    expect(kernels[1]).toEqual(kernels[0]);
    expect(kernels[2]).toEqual(kernels[0]);
  });

  test('names a gradient that is missing, unknown or of another shape', () => {
    tidy(() => {
      const learningRate = scalar(0.1);
      const update = (gradients: Tensors) => () =>
        optimizer.update(gradients, optimizer.init(parameters), parameters, { learningRate });
      const { weight, bias } = unpack(problem.noise[0]!) as Record<'weight' | 'bias', Tensor>;
      expect(update({ weight })).toThrow("gradients has no 'bias' for parameter 'bias'");
      expect(update({ weight, bias, head: bias })).toThrow("gradients has 'head', but parameters has no 'head'");
      expect(update({ weight, bias: zeros([3]) })).toThrow("gradients 'bias' has shape [3], its parameter has [4]");
    });
  });

  test('wants the learning rate as a scalar tensor', () => {
    tidy(() => {
      const update = (learningRate: unknown) => () =>
        optimizer.update(unpack(problem.noise[0]!), optimizer.init(parameters), parameters, {
          learningRate: learningRate as never,
        });
      expect(update(0.1)).toThrow('learningRate must be a float32 scalar tensor, got 0.1');
      expect(update(tensor([0.1]))).toThrow('got float32 of shape [1]');
    });
  });
});

test('moments and counters start at 0', () => {
  tidy(() => {
    for (const optimizer of [sgd({ momentum: 0.9 }), lamb(), accumulateGradients(lion(), { microSteps: 2 })]) {
      const state = Object.values(optimizer.init(unpack(problem.parameters)));
      expect(state.length).toBeGreaterThan(0);
      for (const tensor of state) expect(tensor.dataSync().every((value) => value === 0)).toBe(true);
    }
  });
});

test('state names are those of the parameters', () => {
  tidy(() => {
    const parameters = unpack(problem.parameters);
    expect(Object.keys(sgd({ momentum: 0.9 }).init(parameters))).toEqual(['momentum/weight', 'momentum/bias']);
    expect(Object.keys(adamW().init({ weight: parameters.weight! }))).toEqual([
      'firstMoment/weight',
      'secondMoment/weight',
      'step',
    ]);
    const nested = chain(adamW(), chain(traceMomentum({ momentum: 0.5 })));
    expect(Object.keys(nested.init({ w: parameters.weight! }))).toEqual([
      '0/firstMoment/w',
      '0/secondMoment/w',
      '0/step',
      '1/0/momentum/w',
    ]);
  });
});

test('the state of other parameters is refused', () => {
  tidy(() => {
    const parameters = unpack(problem.parameters);
    const gradients = unpack(problem.noise[0]!);
    const learningRate = scalar(0.1);
    const accumulated = accumulateGradients(sgd(), { microSteps: 2 });
    for (const optimizer of [sgd({ momentum: 0.9 }), adamW(), lion(), lamb(), averageWeights(), accumulated]) {
      const { weight } = parameters;
      const state = optimizer.init({ weight: weight! });
      expect(() => optimizer.update(gradients, state, parameters, { learningRate })).toThrow(/state has no '.*\/bias'/);
      expect(() => optimizer.update(gradients, {}, parameters, { learningRate })).toThrow(/state has no/);
    }
  });
});

test('chained blocks equal the optimizer that they make up', () => {
  tidy(() => {
    const parameters = unpack(problem.parameters);
    const blocks = chain(
      addDecayedWeights({ weightDecay: 0.1 }),
      traceMomentum({ momentum: 0.9, nesterov: true }),
      scaleByLearningRate(),
    );
    const whole = sgd({ momentum: 0.9, nesterov: true, weightDecay: 0.1 });
    const after = [blocks, whole].map((optimizer) => train(optimizer, 2).parameters);
    for (const name of Object.keys(parameters)) {
      expect(after[0]![name]!.arraySync()).toEqual(after[1]![name]!.arraySync());
    }
  });
});

test('a gradient of zero moves nothing and gives no NaN', () => {
  tidy(() => {
    const parameters = { weight: zeros([3]) };
    const clipped = chain(clipByGlobalNorm({ maximum: 1 }), sgd());
    for (const optimizer of [
      clipped,
      sgd({ momentum: 0.9 }),
      adamW(),
      adamW({ beta1: 0, beta2: 0 }),
      lion(),
      lamb({ weightDecay: 0.1 }),
    ]) {
      const state = optimizer.init(parameters);
      const { updates } = optimizer.update(parameters, state, parameters, { learningRate: scalar(0.1) });
      expect([...updates.weight!.dataSync()].every((value) => value === 0)).toBe(true);
    }
  });
});

test('refuses options outside of their range', () => {
  expect(() => sgd({ momentum: 1 })).toThrow('sgd: momentum (1) must be in [0, 1)');
  expect(() => sgd({ momentum: -0.1 })).toThrow('sgd: momentum (-0.1) must be in [0, 1)');
  expect(() => sgd({ nesterov: true })).toThrow('sgd: nesterov needs a momentum above 0');
  expect(() => sgd({ weightDecay: -1 })).toThrow('sgd: weightDecay (-1) must be a number of at least 0');
  expect(() => adamW({ weightDecay: Number.NaN })).toThrow('adamW: weightDecay (NaN)');
  expect(() => adamW({ beta2: 1 })).toThrow('beta2 (1) must be in [0, 1)');
  expect(() => adamW({ epsilon: 0 })).toThrow('epsilon (0) must be positive');
  expect(() => lion({ weightDecay: -1 })).toThrow('lion: weightDecay (-1) must be a number of at least 0');
  expect(() => lion({ beta2: 1 })).toThrow('scaleByLion: beta2 (1) must be in [0, 1)');
  expect(() => lamb({ weightDecay: Number.POSITIVE_INFINITY })).toThrow('lamb: weightDecay (Infinity)');
  expect(() => lamb({ epsilon: -1 })).toThrow('epsilon (-1) must be positive');
});

test('applyUpdates leaves the old parameters as they are', () => {
  tidy(() => {
    const parameters = { weight: tensor([1, 2]) };
    expect(applyUpdates(parameters, { weight: tensor([1, -1]) }).weight!.arraySync()).toEqual([2, 1]);
    expect(parameters.weight.arraySync()).toEqual([1, 2]);
    expect(() => applyUpdates(parameters, {})).toThrow("applyUpdates: updates has no 'weight'");
  });
});
