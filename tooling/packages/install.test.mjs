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

/** Writes the first JavaScript example of a README into a project and runs it; gives what it prints. */
async function runExample(folder, ...readme) {
  const code = /```js\n([\s\S]*?)```/.exec(readFileSync(inRoot(...readme), 'utf8'))?.[1];
  if (!code) throw new Error(`${readme.join('/')}: has no \`\`\`js example`);
  writeFileSync(join(folder, 'example.mjs'), code);
  return (await run(process.execPath, ['example.mjs'], { cwd: folder })).stdout;
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
    expect((await runExample(folder, 'packages', name, 'README.md')).trim()).not.toBe('');
    if (name === 'losses') expect(await runExample(folder, 'README.md')).toContain('1.770841');
  });
});
