import { spawnSync } from 'node:child_process';

/** Whether this machine has what an install needs; tests of the real pip and the real compiler are skipped without. */
export const hasPip: boolean = spawnSync('python3', ['-m', 'pip', '--version']).status === 0;

export const hasCompiler: boolean = spawnSync(process.env.CXX || 'c++', ['--version']).status === 0;

/** Runs a Python program, which must succeed. */
export function python(program: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', program, ...words], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}
