import { project } from './vitest/preset.mjs';

export default project({ name: 'tooling', include: ['{checks,packages}/**/*.test.mjs'] });
