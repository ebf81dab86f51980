// What is published holds no copy of TensorFlow.js, and what calls itself browser-safe can be bundled for one.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../setup/root.mjs';
import { manifestOf, published } from './published.mjs';

const nodeOnly = ['data', 'engine'];
const largestBytes = 150_000;

describe.each(published())('%s', (name) => {
  const dist = inRoot('packages', name, 'dist');
  const scripts = readdirSync(dist, { recursive: true }).filter((file) => file.endsWith('.js'));

  it('has TensorFlow.js as a peer, not as a dependency', () => {
    const inside = Object.keys(manifestOf(name).dependencies ?? {}).filter((other) => other.startsWith('@tensorflow/'));
    expect(inside).toEqual([]);
  });

  it.each(scripts)('dist/%s holds no TensorFlow.js and no sibling', (file) => {
    const text = readFileSync(`${dist}/${file}`, 'utf8');
    expect(text).not.toMatch(/Copyright \d+ Google|node_modules\/(\.pnpm\/)?@tensorflow|packages\/[a-z]+\/src/);
    expect(statSync(`${dist}/${file}`).size).toBeLessThan(largestBytes);
  });

  if (nodeOnly.includes(name)) return;

  it('bundles for a browser', async () => {
    const { metafile } = await build({
      entryPoints: [`${dist}/index.js`],
      bundle: true,
      write: false,
      metafile: true,
      platform: 'browser',
      format: 'esm',
      logLevel: 'silent',
      external: ['@tensorflow/*'],
    });
    expect(Object.keys(metafile.inputs).filter((file) => file.includes('@tensorflow'))).toEqual([]);
  });
});
