import { library } from '@clce/tooling/tsup';

export default library();
