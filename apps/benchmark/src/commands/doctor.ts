import { Command } from 'commander';

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('tell which engines this machine can use, and why each better one is not used')
    .option('--json', 'print it as JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const { diagnose, formatDiagnosis } = await import('@clce/engine');
      const diagnosis = await diagnose();
      console.log(json ? JSON.stringify(diagnosis, null, 2) : formatDiagnosis(diagnosis));
    });
}
