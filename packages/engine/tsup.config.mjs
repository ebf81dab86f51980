import { library } from '@clce/tooling/tsup';

export default library({ entry: ['src/index.ts', 'src/cli.ts'] });
