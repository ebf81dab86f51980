import { defineConfig } from 'tsup';

/** The build of every package: ESM and types, everything that package.json names left outside the bundle. */
export const library = (options = {}) =>
  defineConfig({
    entry: ['src/index.ts'],
    format: ['esm'],
    target: 'es2022',
    dts: true,
    clean: true,
    sourcemap: true,
    esbuildOptions(esbuild) {
      esbuild.conditions = ['import', 'module', 'default']; // dist must not inline a sibling's source
    },
    ...options,
  });
