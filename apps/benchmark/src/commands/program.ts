import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { datasetsCommand } from './datasets.js';
import { doctorCommand } from './doctor.js';
import { reportCommand } from './report.js';
import { runCommand } from './run.js';

/** `clce` and its commands. Each loads what it needs when it is called, so that `--help` answers at once. */
export function createProgram(): Command {
  const program = new Command('clce')
    .description('Few-shot and transfer benchmark of cross-entropy and label-aware contrastive (CLCE) fine-tuning')
    .version(ownVersion())
    .showHelpAfterError('(clce --help lists the commands and options)')
    .exitOverride();
  for (const command of [runCommand(), reportCommand(), doctorCommand(), datasetsCommand()]) {
    program.addCommand(command.copyInheritedSettings(program));
  }
  return program;
}

function ownVersion(): string {
  const manifest = new URL('../package.json', import.meta.url); // beside dist
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
