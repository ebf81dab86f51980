import { useEngine } from '@clce/engine';
import type { RunOptions } from '../commands/run.js';
import type { RunConfig } from '../config/schema.js';
import { prepareEpisodes } from '../evaluation/prepare-episodes.js';
import { compareLosses, resultRows } from '../evaluation/summarize.js';
import { writeJson } from '../run/atomic-file.js';
import { sourceCommit } from '../run/commit.js';
import type { FinishedUnit } from '../run/finished-unit.js';
import { createRunFolder, findRunToResume } from '../run/folder.js';
import { printResult } from '../terminal/print-result.js';
import { terminalReporter } from '../terminal/progress.js';
import { unitsOf } from '../training/unit.js';
import { smallQuick } from './defaults.js';
import { loadSplits } from './load-data.js';
import { resolveConfig } from './resolve.js';
import { runUnit } from './run-unit.js';

/** A whole run: every unit trained and evaluated, then compared; the table goes to stdout, the rest to stderr. */
export async function runSuite(suite: RunConfig['suite'], options: RunOptions): Promise<void> {
  resolveConfig(suite, options); // wrong usage is told before anything is set up
  const reporter = terminalReporter();
  const engine = await useEngine();
  const config = resolveConfig(suite, options, engine.name);
  for (const { name, device, reason } of engine.rejected)
    reporter.line(`not ${name}${device ? ` (${device})` : ''}: ${reason}`);
  reporter.line(`engine ${engine.name} on ${engine.device}`);
  if (suite === 'quick' && engine.name in smallQuick) reporter.line(smallSetting(config));

  const splits = await loadSplits(config, options.dataRoot);
  const episodes = prepareEpisodes(config, splits.test);
  const identity = { config, engine: engine.name };
  const folder = options.resume ? findRunToResume(options.output, identity) : createRunFolder(options.output, identity);
  reporter.line(`${options.resume ? 'resuming' : 'run'} ${folder.path}`);
  process.once('SIGINT', () => {
    reporter.line('interrupted: the same command with --resume goes on from the last checkpoint');
    process.exit(130);
  });

  const units: FinishedUnit[] = [];
  for (const unit of unitsOf(config)) units.push(await runUnit({ unit, config, splits, episodes, folder, reporter }));
  writeJson(
    folder.file('episodes.json'),
    units.flatMap(({ pictures }) => pictures),
  );
  const { name, device, versions } = engine;
  writeJson(folder.file('result.json'), {
    engine: { name, device, versions },
    commit: sourceCommit(),
    command: `clce ${process.argv.slice(2).join(' ')}`,
    config,
    results: resultRows(config, units),
    comparisons: compareLosses(config, units),
  });
  await printResult(folder.path, options);
}

const smallSetting = ({ backbone, training, evaluation, seeds }: RunConfig): string =>
  `smaller setting without TensorFlow: ${backbone.name} with ${backbone.widths.join('-')} channels, ` +
  `${training.steps ? `${training.steps} steps` : `${training.epochs} epochs`}, ` +
  `${seeds.length === 1 ? 'one seed' : `${seeds.length} seeds`}, ${evaluation.episodes} episodes a setting`;
