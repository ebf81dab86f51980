import { project } from '@clce/tooling/vitest';

export default project({ name: 'optim', tfjs: true });
