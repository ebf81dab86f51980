import { Command, CommanderError } from 'commander';
import { doctorCommand } from './commands/doctor.js';
import { installCommand } from './commands/install.js';
import { EngineError, InterruptedError } from './engine-error.js';
import { ownVersion } from './package-folder.js';

function createProgram(): Command {
  const program = new Command('clce-engine')
    .description('Installs, finds and reports the runtime under TensorFlow.js')
    .version(ownVersion())
    .showSuggestionAfterError(false)
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'clce-engine: ')) })
    .exitOverride();
  for (const command of [installCommand(), doctorCommand()]) program.addCommand(command.copyInheritedSettings(program));
  return program;
}

/** Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted (129 or 143 by another signal). */
async function main(words: string[]): Promise<number> {
  try {
    await createProgram().parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // it has printed its own sentence
    console.error(error instanceof EngineError ? `clce-engine: ${error.message}` : error);
    return error instanceof InterruptedError ? error.exitCode : 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
