import { spawn } from 'node:child_process';

/** How a program ended and what it said. */
export interface ProgramResult {
  /** The exit code, or nothing where a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface RunProgramOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Ends the program; the returned promise then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Ends the program after this long. */
  timeoutMs?: number;
}

/** Runs a program to its end and returns what it said, or nothing where there is no such program. */
export async function runProgram(
  command: string,
  words: readonly string[],
  { signal, timeoutMs, ...options }: RunProgramOptions = {},
): Promise<ProgramResult | undefined> {
  signal?.throwIfAborted();
  const group = { detached: process.platform !== 'win32', windowsHide: true };
  const child = spawn(command, words, { ...options, ...group, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = () => stopGroup(child);
  const timer = timeoutMs ? setTimeout(stop, timeoutMs) : undefined;
  signal?.addEventListener('abort', stop);
  try {
    const result = await ended(child);
    signal?.throwIfAborted();
    return result;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

/** Ends a program and those it has started, such as the python behind a version manager's shim. */
function stopGroup(child: ReturnType<typeof spawn>): void {
  try {
    if (child.pid && process.platform !== 'win32') process.kill(-child.pid);
    else child.kill();
  } catch {
    // it has ended already
  }
}

function ended(child: ReturnType<typeof spawn>): Promise<ProgramResult | undefined> {
  const said = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  return new Promise((resolve) => {
    child.on('error', () => resolve(undefined));
    child.on('close', (code, signal) => resolve({ code, signal, ...said }));
  });
}
