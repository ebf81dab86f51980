import type { z } from 'zod';
import { UsageError } from '../terminal/usage-error.js';
import { type RunConfig, runConfig } from './schema.js';

/** Where an option is not called like its place in the configuration. */
const optionNames: Record<string, string> = { 'backbone.name': 'backbone', losses: 'loss' };

/** `['training', 'batchSize']` is `--batch-size`. */
function optionOf(path: PropertyKey[]): string {
  const words = path.filter((part) => typeof part === 'string');
  const name = optionNames[words.join('.')] ?? words.at(-1) ?? 'option';
  return `--${name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`;
}

const valueAt = (config: unknown, path: PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], config);

function sentence(config: unknown, { path, message }: z.core.$ZodIssue): string {
  const rule = message.charAt(0).toLowerCase() + message.slice(1);
  return `clce run: ${optionOf(path)} (${JSON.stringify(valueAt(config, path))}): ${rule}`;
}

/**
 * The configuration if every value is in range.
 *
 * @throws {UsageError} naming the first option out of range, its value, and what would be right
 */
export function parseConfig(config: unknown): RunConfig {
  const parsed = runConfig.safeParse(config);
  if (parsed.success) return checkBatches(parsed.data);
  throw new UsageError(sentence(config, parsed.error.issues[0]!));
}

function checkBatches(config: RunConfig): RunConfig {
  const { batchSize, samplesPerClass } = config.training;
  if (batchSize % samplesPerClass !== 0) {
    throw new UsageError(
      `clce run: --batch-size (${batchSize}) must be a multiple of --samples-per-class (${samplesPerClass})`,
    );
  }
  const repeated = config.losses.find((name, i) => config.losses.indexOf(name) !== i);
  if (repeated) throw new UsageError(`clce run: --loss names ${repeated} twice: name each loss once`);
  return config;
}
