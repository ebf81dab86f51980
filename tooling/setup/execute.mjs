import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { inRoot, root } from './root.mjs';

/** The environment of every step: the workspace's own commands first (turbo asks for pnpm by name). */
const environment = () => ({
  ...process.env,
  PATH: `${inRoot('node_modules', '.bin')}${delimiter}${process.env.PATH}`,
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
});

/** Runs a command in the repository root with the caller's terminal; resolves to its exit code. */
export function execute(command, words, { env = {}, stdio = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const shell = process.platform === 'win32'; // npx and pnpm are .cmd files there
    const child = spawn(command, words, { cwd: root, env: { ...environment(), ...env }, stdio, shell });
    const forward = (signal) => child.kill(signal);
    process.on('SIGINT', forward).on('SIGTERM', forward);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGINT', forward).off('SIGTERM', forward);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

/** Like `execute`, but a non-zero exit code ends the whole script with it. */
export async function must(command, words, options) {
  const code = await execute(command, words, options);
  if (code !== 0) {
    process.stderr.write(`${command} ${words.join(' ')}: exit code ${code}\n`);
    process.exit(code);
  }
}
