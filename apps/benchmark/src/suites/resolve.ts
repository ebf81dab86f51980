import type { RunOptions } from '../commands/run.js';
import { parseConfig } from '../config/parse.js';
import type { RunConfig } from '../config/schema.js';
import { UsageError } from '../terminal/usage-error.js';
import { defaultsOf, smallQuick } from './defaults.js';

/** The entries that were given. */
const given = <T extends object>(options: T): Partial<T> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;

function startingPoint(suite: RunConfig['suite'], dataset: string, engine: string) {
  const defaults = defaultsOf[dataset];
  if (!defaults) {
    throw new UsageError(`clce run: --dataset (${dataset}) must be one of ${Object.keys(defaultsOf).join(', ')}`);
  }
  return { suite, dataset, ...defaults, ...(suite === 'quick' ? smallQuick[engine] : {}) };
}

/**
 * The whole configuration of a run: the data set's defaults, then what the options say.
 *
 * @param engine the engine that computes: `wasm` and `cpu` take a smaller setting of the quick suite
 * @throws {UsageError} naming the option that is out of range
 */
export function resolveConfig(suite: RunConfig['suite'], options: RunOptions, engine = 'tensorflow'): RunConfig {
  const base = startingPoint(suite, options.dataset ?? 'omniglot', engine);
  const { temperature, concentration, contrastiveWeight, form, hardNegatives } = options;
  const { epochs, steps, batchSize, samplesPerClass, optimizer, learningRate, weightDecay, augment } = options;
  const { settings, episodes, classifier, checkpointEverySteps } = options;
  return parseConfig({
    ...base,
    losses: options.loss ?? base.losses,
    seeds: options.seeds ?? base.seeds,
    backbone: { ...base.backbone, ...given({ name: options.backbone, widths: options.widths }) },
    loss: { ...base.loss, hardNegatives, ...given({ temperature, concentration, contrastiveWeight, form }) },
    training: {
      ...base.training,
      augment,
      ...given({
        epochs,
        steps,
        batchSize,
        samplesPerClass,
        optimizer,
        learningRate,
        weightDecay,
        checkpointEverySteps,
      }),
    },
    evaluation: { ...base.evaluation, ...given({ settings, episodes, classifier }) },
  });
}
