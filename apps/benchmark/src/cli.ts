import { CommanderError } from 'commander';
import { createProgram } from './commands/program.js';
import { UsageError } from './terminal/usage-error.js';

/** Exit codes: 0 done, 1 failed, 2 wrong usage. Nobody is shown a stack trace unless they ask with `CLCE_DEBUG=1`. */
async function main(words: string[]): Promise<number> {
  try {
    await createProgram().parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // it has printed its own sentence
    if (process.env.CLCE_DEBUG === '1') console.error(error);
    else console.error(error instanceof Error ? error.message : String(error));
    return error instanceof UsageError ? 2 : 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
