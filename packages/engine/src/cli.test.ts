import { once } from 'node:events';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundle } from '../test/bundle.js';
import { hasCompiler, hasPip, python } from '../test/python.js';
import { type Ended, ended, runNode, startNode } from '../test/run-node.js';
import { scratchFolder } from '../test/scratch.js';
import type { Diagnosis } from './diagnose.js';
import { ownVersion } from './package-folder.js';

const file = await bundle(new URL('./cli.ts', import.meta.url));
const scratch = scratchFolder();
const cache = join(scratch, 'cache');
const emptyPath = join(scratch, 'bin-empty');
mkdirSync(emptyPath);

const run = (words: string[], env: Record<string, string | undefined> = {}): Promise<Ended> =>
  runNode([file, ...words], { CLCE_CACHE: cache, CXX: undefined, ...env });

const failure = (sentence: string): object => ({ code: 1, stdout: '', stderr: `clce-engine: ${sentence}\n` });

describe('clce-engine', () => {
  it('says its version and its commands', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, stdout: `${ownVersion()}\n`, stderr: '' });
    const { code, stdout } = await run(['--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/install[\s\S]*doctor/);
  });

  it.each([
    [['instal'], "clce-engine: unknown command 'instal'\n"],
    [['install', '--tpu'], "clce-engine: unknown option '--tpu'\n"],
    [['doctor', '--yaml'], "clce-engine: unknown option '--yaml'\n"],
    [['install', '--cpu', '--gpu'], "clce-engine: option '--cpu' cannot be used with option '--gpu'\n"],
  ])('ends with 2 and a line for %j', async (words, stderr) => {
    expect(await run(words)).toEqual({ code: 2, stdout: '', stderr });
  });
});

describe('clce-engine install', () => {
  const linuxOnly = it.runIf(process.platform === 'linux');
  const withPip = it.runIf(process.platform === 'linux' && hasPip);
  const withTools = it.runIf(process.platform === 'linux' && hasPip && hasCompiler);

  linuxOnly('says that python3 is missing and how to get it', async () => {
    const sentence =
      'python3 was not found; its pip downloads TensorFlow: install it, for example with `apt install python3 python3-pip`';
    expect(await run(['install', '--cpu'], { PATH: emptyPath })).toEqual(failure(sentence));
    expect(readdirSync(join(cache, 'engines'))).toEqual([]);
  });

  withPip('says that pip is missing and how to get it', async () => {
    python('import venv, sys; venv.create(sys.argv[1])', join(scratch, 'venv'));
    const sentence =
      'python3 has no pip, which downloads TensorFlow: install it, for example with `apt install python3-pip`';
    expect(await run(['install', '--cpu'], { PATH: join(scratch, 'venv', 'bin') })).toEqual(failure(sentence));
  });

  withPip('says that a compiler is missing and how to get it', async () => {
    const path = join(scratch, 'bin-python');
    mkdirSync(path);
    symlinkSync(python('import sys; print(sys.executable)'), join(path, 'python3'));
    const hint = 'install one, for example with `apt install g++`, or name it in CXX';
    const without = await run(['install', '--cpu'], { PATH: path });
    expect(without).toEqual(failure(`no C++ compiler was found (c++, g++ or clang++): ${hint}`));
    const broken = await run(['install', '--cpu'], { CXX: process.execPath });
    expect(broken.stderr).toContain(`${process.execPath} cannot compile C++17`);
    const absent = await run(['install', '--cpu'], { CXX: 'no-such-compiler -v' });
    expect(absent).toEqual(failure(`CXX names 'no-such-compiler -v', which was not found: ${hint}`));
    expect(readdirSync(join(cache, 'engines'))).toEqual([]);
  });

  withTools('cleans up when it is interrupted, and ends with 130', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1'); // an index that never answers
    await once(silent, 'listening');
    const index = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/simple`;
    const child = startNode([file, 'install', '--cpu'], { CLCE_CACHE: cache, PIP_INDEX_URL: index, CXX: undefined });
    const end = ended(child);
    await once(silent, 'connection');
    child.kill('SIGINT');
    const { code, stderr } = await end;
    silent.closeAllConnections();
    silent.close();
    expect(stderr).toMatch(/^Downloading TensorFlow .*\nclce-engine: interrupted: nothing was installed\n$/);
    expect(code).toBe(130);
    expect(readdirSync(join(cache, 'engines'))).toEqual([]);
  });

  linuxOnly('says that there is no GPU when one is asked for', async () => {
    const { code, stderr } = await run(['install', '--gpu'], { PATH: emptyPath });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(
        /^clce-engine: (no NVIDIA GPU was found|TensorFlow runs on a GPU on linux-x64 only).*\n$/,
      ),
    });
  });

  linuxOnly('says that the cache cannot be written', async () => {
    const { code, stderr } = await run(['install', '--cpu'], { CLCE_CACHE: '/dev/null/cache' });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^clce-engine: the cache cannot be written at .* \(ENOTDIR\): set CLCE_CACHE to a folder .*\n$/,
    );
  });
});

describe('clce-engine doctor', () => {
  it('shows each engine, why not a better one, and the tools', async () => {
    const { code, stdout } = await run(['doctor'], { PATH: emptyPath });
    expect(code).toBe(0);
    expect(stdout).toMatch(/✗ tensorflow on cpu +not installed: run `npx clce-engine install --cpu`/);
    expect(stdout).toMatch(/✗ webgpu +not installed: run `npm install webgpu @tensorflow\/tfjs-backend-webgpu`/);
    expect(stdout).toMatch(/✓ wasm +CPU, \d+ core.* · @tensorflow\/tfjs-backend-wasm \d/);
    expect(stdout).toMatch(/In use: wasm on CPU/);
    expect(stdout).toMatch(/✗ python +python3 was not found/);
    expect(stdout).toMatch(/✗ compiler +no C\+\+ compiler was found/);
    expect(stdout).toContain(`Cache ${cache}`);
  });

  it('says the same as JSON', async () => {
    const { code, stdout } = await run(['doctor', '--json'], { PATH: emptyPath });
    const diagnosis = JSON.parse(stdout) as Diagnosis;
    expect(code).toBe(0);
    expect(diagnosis.chosen).toEqual({ name: 'wasm', device: 'cpu' });
    expect(diagnosis.engines.map(({ name, device }) => `${name}-${device}`)).toEqual([
      'tensorflow-gpu',
      'tensorflow-cpu',
      'webgpu-gpu',
      'wasm-cpu',
      'cpu-cpu',
    ]);
    expect(diagnosis.tools.python.found).toBe(false);
    expect(diagnosis.cache).toMatchObject({ folder: cache, installed: [] });
  });

  it('ends with 1 if the engine that is asked for cannot be had', async () => {
    const { code, stdout, stderr } = await run(['doctor'], { PATH: emptyPath, CLCE_ENGINE: 'webgpu' });
    expect(code).toBe(1);
    expect(stdout).toContain('In use: none (CLCE_ENGINE=webgpu)');
    expect(stderr).toBe("clce-engine: the engine 'webgpu' can't be had\n");
    const unknown = await run(['doctor'], { CLCE_ENGINE: 'metal' });
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining("CLCE_ENGINE: unknown engine 'metal'") });
  });
});
