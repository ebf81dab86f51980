import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { EngineError } from '../engine-error.js';
import { runProgram } from '../run-program.js';
import { tfjsNodeVersion } from '../tensorflow-target.js';

const require = createRequire(import.meta.url);

/** The sha512 of the package's tarball, as the registry's lockfiles have it. */
const pinnedIntegrity =
  'sha512-p//NN6DGiN4hInUmIkRffaFVMcdTREUMjPyjW04J7OXvB2zBlQimj61eFKSgRrH3f5TnOfKzb0n56he/B6a4bw==';

export interface CopyTfjsNodeOptions {
  /** An empty folder to work in. */
  folder: string;
  /** Where the package's JavaScript goes. */
  scripts: string;
  /** Where the addon's C++ sources go. */
  sources: string;
  signal?: AbortSignal | undefined;
}

/**
 * Copies the JavaScript and the C++ sources of tfjs-node: from an installed package of the pinned version if there is
 * one, else from its tarball, which `npm pack` fetches. The package's own install script runs in neither case.
 *
 * @throws EngineError with one line for no npm, no network or a wrong hash.
 */
export async function copyTfjsNode({ folder, scripts, sources, signal }: CopyTfjsNodeOptions): Promise<void> {
  const source = installedTfjsNode() ?? (await fetchTfjsNode(folder, signal));
  await mkdir(scripts, { recursive: true });
  await cp(join(source, 'dist'), join(scripts, 'dist'), { recursive: true, dereference: true, filter: isScript });
  await cp(join(source, 'binding'), sources, { recursive: true, dereference: true });
}

/** The folder of the installed package, if it is of the pinned version. */
function installedTfjsNode(): string | undefined {
  try {
    const manifest = require.resolve('@tensorflow/tfjs-node-gpu/package.json');
    return require(manifest).version === tfjsNodeVersion ? dirname(manifest) : undefined;
  } catch {
    return undefined;
  }
}

/** Folders, and JavaScript that is no test. */
function isScript(path: string): boolean {
  const file = basename(path);
  return !file.includes('.') || (file.endsWith('.js') && !/_test\.js$|^run_tests\.js$/.test(file));
}

async function fetchTfjsNode(folder: string, signal?: AbortSignal): Promise<string> {
  const spec = `@tensorflow/tfjs-node-gpu@${tfjsNodeVersion}`;
  const words = [
    'pack',
    spec,
    '--ignore-scripts',
    '--loglevel=error',
    '--fetch-retries=1',
    '--fetch-retry-mintimeout=1000',
    '--pack-destination',
    folder,
  ];
  const result = await runProgram('npm', words, { signal, cwd: folder });
  if (!result)
    throw new EngineError(`npm was not found; it fetches ${spec}, which has the addon's sources: install npm`);
  const file = (await readdir(folder)).find((entry) => entry.endsWith('.tgz'));
  if (result.code !== 0 || !file) throw new EngineError(`npm could not fetch ${spec}: ${npmComplaint(result.stderr)}`);
  const tarball = join(folder, file);
  await checkIntegrity(tarball, pinnedIntegrity);
  await unpackTarball(tarball, folder);
  return join(folder, 'package');
}

/** Compares a file with a `sha512-…` string, as lockfiles write it. */
export async function checkIntegrity(file: string, integrity: string): Promise<void> {
  const found = `sha512-${createHash('sha512')
    .update(await readFile(file))
    .digest('base64')}`;
  if (found === integrity) return;
  throw new EngineError(`${basename(file)} is not the pinned one (${integrity} expected, ${found} found)`);
}

async function unpackTarball(file: string, folder: string): Promise<void> {
  const entries = extract();
  const reading = pipeline(createReadStream(file), createGunzip(), entries);
  for await (const entry of entries) {
    const path = join(folder, entry.header.name);
    if (entry.header.type === 'file' && path.startsWith(join(folder, 'package/'))) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, entry as AsyncIterable<Uint8Array>);
    } else {
      entry.resume();
    }
  }
  await reading;
}

function npmComplaint(stderr: string): string {
  if (/ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|ECONNRESET|network/i.test(stderr)) return 'no network';
  const lines = stderr.split('\n').filter((line) => /^npm (error|ERR!)/.test(line));
  return lines.find((line) => !/ code /.test(line))?.replace(/^npm (error|ERR!)\s*/, '') || 'npm did not say why';
}
