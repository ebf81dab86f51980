import { Command } from 'commander';

export function datasetsCommand(): Command {
  return new Command('datasets')
    .description('list the data sets, their licences, and where each is found or expected')
    .option('--data-root <folder>', "where the data sets are (default: CLCE_DATA, else the user's cache folder)")
    .option('--json', 'print it as JSON', false)
    .action(async ({ dataRoot, json }: { dataRoot?: string; json: boolean }) => {
      const { listDatasets } = await import('@clce/data');
      const found = listDatasets(dataRoot === undefined ? {} : { dataRoot });
      if (json) console.log(JSON.stringify(found, null, 2));
      else
        for (const { name, location, present, licence, description } of found) {
          console.log(
            `${present ? '✓' : '✗'} ${name}: ${description}\n    licence: ${licence}\n    ${present ? 'at' : 'expected at'} ${location}`,
          );
        }
    });
}
