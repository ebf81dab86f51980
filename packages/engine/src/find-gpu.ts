import { runProgram } from './run-program.js';

/** The name of the first NVIDIA GPU that `nvidia-smi` lists, or nothing. */
export async function findGpu(): Promise<string | undefined> {
  const words = ['--query-gpu=name', '--format=csv,noheader'];
  const result = await runProgram('nvidia-smi', words, { timeoutMs: 20_000 });
  if (result?.code !== 0) return undefined;
  return result.stdout.split('\n')[0]?.trim() || undefined;
}

/** Why there is no GPU to use. */
export const withoutGpu = 'no NVIDIA GPU was found (nvidia-smi lists none)';
