import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { execute, must } from './execute.mjs';
import { inRoot } from './root.mjs';
import { say, seconds } from './say.mjs';

const { packageManager } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
const stamp = inRoot('node_modules', '.clce-installed');

const manifests = () =>
  ['packages', 'apps'].flatMap((folder) =>
    readdirSync(inRoot(folder)).map((name) => inRoot(folder, name, 'package.json')),
  );

/** A digest of everything that decides what `pnpm install` does. */
function wanted() {
  const hash = createHash('sha256').update(process.version.split('.')[0]);
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', 'tooling/package.json'].map((name) =>
    inRoot(name),
  );
  for (const file of [...files, ...manifests()]) if (existsSync(file)) hash.update(readFileSync(file));
  return hash.digest('hex');
}

/** Installs the workspace's dependencies, through npx and the pinned pnpm, unless they are there already. */
async function installDependencies() {
  const digest = wanted();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  say(`installing dependencies with ${packageManager}`);
  await must('npx', ['--yes', packageManager, 'install', '--frozen-lockfile']);
  writeFileSync(stamp, digest);
}

async function build() {
  const began = performance.now();
  await must('turbo', ['run', 'build', '--output-logs=errors-only', '--log-order=grouped', '--no-update-notifier'], {
    stdio: ['ignore', 2, 2], // what fails to build says why; stdout is for the result
  });
  say(`packages are built (${seconds(began)})`);
}

const wantsTensorFlow = () => /^(tensorflow.*)?$/.test(process.env.CLCE_ENGINE ?? '');

/** Installs the native engine where it can be had; without it the run goes on with the next one, and says so. */
async function installEngine() {
  if (!wantsTensorFlow()) return false;
  const code = await execute(process.execPath, [inRoot('packages/engine/bin/clce-engine.js'), 'install']);
  if (code === 130) process.exit(code);
  if (code !== 0) say('going on without TensorFlow: the run will be slower');
  return code === 0;
}

/**
 * From a clone to something that runs. Each part does nothing when it is done already.
 *
 * @returns whether TensorFlow is there
 */
export async function prepare() {
  refuseOldNode();
  await installDependencies();
  await build();
  return await installEngine();
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  process.stderr.write(`clce: Node ${process.versions.node} is too old: 20.19 or newer is needed\n`);
  process.exit(1);
}
