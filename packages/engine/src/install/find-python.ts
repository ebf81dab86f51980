import { EngineError } from '../engine-error.js';
import { runProgram } from '../run-program.js';

/** A Python that has pip. */
export interface Python {
  /** The name it is called by. */
  command: string;
  /** The program itself, behind any shim. */
  executable: string;
  version: string;
  pip: string;
}

const probe = 'import sys; print(sys.version.split()[0]); print(sys.executable); import pip; print(pip.__version__)';

/**
 * Finds `python3` or `python`, version 3, with pip.
 *
 * @throws EngineError that says which of the two is missing and how to get it.
 */
export async function findPython(): Promise<Python> {
  let withoutPip: string | undefined;
  for (const command of ['python3', 'python']) {
    const result = await runProgram(command, ['-c', probe], { timeoutMs: 60_000 });
    const [version, executable, pip] = result?.stdout.trim().split('\n') ?? [];
    if (!version?.startsWith('3.')) continue;
    if (executable && pip) return { command, executable, version, pip };
    withoutPip ??= command;
  }
  if (withoutPip) throw new EngineError(`${withoutPip} has no pip, which downloads TensorFlow: ${hint('python3-pip')}`);
  throw new EngineError(`python3 was not found; its pip downloads TensorFlow: ${hint('python3 python3-pip')}`);
}

function hint(packages: string): string {
  if (process.platform === 'darwin') return 'install it with `brew install python`';
  return `install it, for example with \`apt install ${packages}\``;
}
