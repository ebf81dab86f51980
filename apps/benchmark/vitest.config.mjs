import { project } from '@clce/tooling/vitest';

export default project({ name: 'benchmark', tfjs: true });
