import { project } from '@clce/tooling/vitest';

export default project({ name: 'backbones', tfjs: true });
