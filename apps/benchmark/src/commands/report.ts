import { Command } from 'commander';

export function reportCommand(): Command {
  return new Command('report')
    .description('write the report page of a run again, from its result.json')
    .argument('[folder]', 'the folder of a run (default: the newest finished one)')
    .option('--output <folder>', 'where the folders of runs are', 'runs')
    .option('--json', 'print result.json instead of the table', false)
    .action(async (folder: string | undefined, { output, json }: { output: string; json: boolean }) => {
      const { newestFinishedRun } = await import('../run/folder.js');
      const { printResult } = await import('../terminal/print-result.js');
      await printResult(folder ?? newestFinishedRun(output), { json });
    });
}
