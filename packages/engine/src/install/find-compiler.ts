import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineError } from '../engine-error.js';
import { type ProgramResult, runProgram } from '../run-program.js';

/** A C++17 compiler: the command, the words that `CXX` puts after it, and what it calls itself. */
export interface Compiler {
  command: string;
  words: string[];
  version: string;
}

const program = '#include <string>\nextern "C" int clce(const char* text) { return std::string(text).size(); }\n';

/**
 * Finds a compiler that really compiles and links C++17: `CXX`, else `c++`, `g++` or `clang++`.
 *
 * @throws EngineError that says how to get one.
 */
export async function findCompiler(): Promise<Compiler> {
  const wanted = process.env.CXX?.trim().split(/\s+/).filter(Boolean) ?? [];
  const candidates = wanted.length > 0 ? [wanted] : [['c++'], ['g++'], ['clang++']];
  let complaint = '';
  for (const [command = '', ...words] of candidates) {
    const result = await compileProbe(command, words);
    if (result?.code === 0) return { command, words, version: await compilerVersion(command, words) };
    if (result) complaint ||= `${command} cannot compile C++17 (${firstError(result)})`;
  }
  if (wanted.length > 0) complaint ||= `CXX names '${wanted.join(' ')}', which was not found`;
  throw new EngineError(`${complaint || 'no C++ compiler was found (c++, g++ or clang++)'}: ${hint()}`);
}

/** The line of a compiler's output that says what is wrong. */
export function firstError({ stderr, code, signal }: ProgramResult): string {
  const lines = stderr.trim().split('\n');
  return (
    (lines.find((line) => /error|fatal/i.test(line)) ?? lines.at(-1))?.trim() ||
    `it ended with ${signal ?? `code ${code}`}`
  );
}

async function compileProbe(command: string, words: string[]): Promise<ProgramResult | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'clce-compiler-'));
  try {
    await writeFile(join(folder, 'probe.cc'), program);
    const flags = ['-std=c++17', '-shared', '-fPIC', 'probe.cc', '-o', 'probe.so'];
    return await runProgram(command, [...words, ...flags], { cwd: folder, timeoutMs: 60_000 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function compilerVersion(command: string, words: string[]): Promise<string> {
  const result = await runProgram(command, [...words, '--version'], { timeoutMs: 20_000 });
  return result?.stdout.split('\n')[0]?.trim() || 'unknown version';
}

function hint(): string {
  if (process.platform === 'darwin') return 'install one with `xcode-select --install`';
  return 'install one, for example with `apt install g++`, or name it in CXX';
}
