import { Command } from 'commander';
import { diagnose } from '../diagnose.js';
import { EngineError } from '../engine-error.js';
import { formatDiagnosis } from '../format-diagnosis.js';

/** `clce-engine doctor`: what there is, what would be used, and why nothing better. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('show every engine, the one in use, and why each better one is not')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: true }) => {
      const diagnosis = await diagnose();
      console.log(json ? JSON.stringify(diagnosis, null, 2) : formatDiagnosis(diagnosis));
      if (diagnosis.chosen === undefined) throw new EngineError(`the engine '${diagnosis.request}' can't be had`);
    });
}
