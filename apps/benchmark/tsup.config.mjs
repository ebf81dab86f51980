import { library } from '@clce/tooling/tsup';

export default library({ entry: ['src/cli.ts'], dts: false });
