import { project } from '@clce/tooling/vitest';

export default project({ name: 'fewshot', tfjs: true });
