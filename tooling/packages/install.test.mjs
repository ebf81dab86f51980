// What a user of one package meets: its tarball in an empty project with TensorFlow.js, and the README's example.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../setup/root.mjs';
import { manifestOf, published, withSiblings } from './published.mjs';

const run = promisify(execFile);
const room = mkdtempSync(join(tmpdir(), 'clce-install-'));
const tarball = (name) => join(room, `clce-${name}-${manifestOf(name).version}.tgz`);

beforeAll(async () => {
  for (const name of published())
    await run('pnpm', ['pack', '--pack-destination', room], { cwd: inRoot('packages', name) });
}, 120_000);
afterAll(() => rmSync(room, { recursive: true, force: true }));

/** The first JavaScript example of a README. */
function example(name) {
  const text = readFileSync(inRoot('packages', name, 'README.md'), 'utf8');
  const code = /```js\n([\s\S]*?)```/.exec(text)?.[1];
  if (!code) throw new Error(`packages/${name}/README.md: has no \`\`\`js example`);
  return code;
}

/** An empty project that depends on one package and TensorFlow.js; siblings come from their tarballs, as unpublished. */
async function project(name) {
  const folder = join(room, name);
  mkdirSync(folder);
  const overrides = Object.fromEntries(
    withSiblings(name).map((sibling) => [`@clce/${sibling}`, `file:${tarball(sibling)}`]),
  );
  const dependencies = { [`@clce/${name}`]: overrides[`@clce/${name}`], '@tensorflow/tfjs': '4.22.0' };
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, type: 'module', dependencies, pnpm: { overrides } }),
  );
  await run('pnpm', ['install', '--ignore-workspace', '--ignore-scripts', '--prefer-offline', '--no-frozen-lockfile'], {
    cwd: folder,
  });
  return folder;
}

describe.each(published())('@clce/%s alone', (name) => {
  it('ships its licence and README, and no tests', async () => {
    const { stdout } = await run('tar', ['-tzf', tarball(name)]);
    expect(stdout).toMatch(/package\/LICENSE\n/);
    expect(stdout).toMatch(/package\/README\.md\n/);
    expect(stdout).toMatch(/package\/dist\/index\.d\.ts\n/);
    expect(stdout).not.toMatch(/\.test\.|fixtures/);
  });

  it('runs its README example', { timeout: 180_000 }, async () => {
    const folder = await project(name);
    writeFileSync(join(folder, 'example.mjs'), example(name));
    const { stdout } = await run(process.execPath, ['example.mjs'], { cwd: folder });
    expect(stdout.trim()).not.toBe('');
  });
});
