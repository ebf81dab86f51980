import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const git = (...words: string[]): string =>
  execFileSync('git', words, {
    cwd: dirname(fileURLToPath(import.meta.url)),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();

/** The commit that the running code is from, `+changes` if files differ from it, `null` outside a checkout. */
export function sourceCommit(): string | null {
  try {
    const commit = git('rev-parse', 'HEAD');
    return git('status', '--porcelain', '--untracked-files=no') ? `${commit}+changes` : commit;
  } catch {
    return null; // installed from the registry, or no git on this machine
  }
}
