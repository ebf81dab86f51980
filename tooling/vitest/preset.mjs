import { fileURLToPath } from 'node:url';
import { defineProject } from 'vitest/config';

const conditions = ['@clce/source', 'module', 'import', 'default'];

/**
 * The test project of one package. Siblings are read from their source, so no build is needed.
 * `tfjs: true` registers gradients and the `cpu` backend before each file.
 */
export const project = ({ name, tfjs = false, ...test }) =>
  defineProject({
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
    test: {
      name,
      include: ['src/**/*.test.ts'],
      pool: 'forks', // TensorFlow's addon lives once in a process
      testTimeout: 60_000,
      setupFiles: tfjs ? [fileURLToPath(new URL('./tfjs.setup.mjs', import.meta.url))] : [],
      ...test,
    },
  });
