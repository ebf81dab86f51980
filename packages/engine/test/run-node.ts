import { type ChildProcess, spawn } from 'node:child_process';

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Starts `node` with these words. The environment is this process's, changed by `env`; `undefined` takes a name out. */
export function startNode(words: string[], env: Record<string, string | undefined> = {}): ChildProcess {
  return spawn(process.execPath, words, { env: { ...process.env, CLCE_ENGINE: '', ...env }, stdio: 'pipe' });
}

/** What a process said until its end. */
export async function ended(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (text) => {
    stdout += text;
  });
  child.stderr?.on('data', (text) => {
    stderr += text;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

export const runNode = (words: string[], env: Record<string, string | undefined> = {}): Promise<Ended> =>
  ended(startNode(words, env));
