import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../engine-error.js';
import { type ProgramResult, runProgram } from '../run-program.js';
import { sizeOf } from '../size-of.js';
import { type WheelPin, wheelPython } from '../wheels.js';

export interface DownloadWheelOptions {
  /** The command of a Python that has pip. */
  python: string;
  /** An empty folder to work in; pip's own temporary files go there too. */
  folder: string;
  /** Told now and then how many bytes have come. */
  onBytes?: (bytes: number) => void;
  signal?: AbortSignal | undefined;
  /** More words for pip, such as where to look. */
  pipWords?: readonly string[];
}

/**
 * Downloads one wheel with pip, which checks its hash, and returns the file's path.
 *
 * @throws EngineError with one line for no network, a wrong hash, a full disk, or whatever else pip says.
 */
export async function downloadWheel(pin: WheelPin, options: DownloadWheelOptions): Promise<string> {
  const { python, folder, onBytes, signal, pipWords = [] } = options;
  const [temporary, finished] = [join(folder, 'pip'), join(folder, 'wheels')];
  for (const path of [temporary, finished]) await mkdir(path, { recursive: true });
  const requirements = join(folder, 'requirements.txt');
  await writeFile(requirements, `${pin.name}==${pin.version} --hash=sha256:${pin.sha256}\n`);
  const words = [...downloadWords(pin), '-r', requirements, '-d', finished, ...pipWords];
  const env = { ...process.env, TMPDIR: temporary, PIP_REQUIRE_VIRTUALENV: 'false' };
  let running = true;
  const watch = setInterval(async () => {
    const bytes = await sizeOf(temporary);
    if (running) onBytes?.(Math.min(bytes, pin.bytes));
  }, 500);
  try {
    const result = await runProgram(python, words, { signal, env });
    if (result?.code !== 0) throw new EngineError(downloadFailure(pin, result));
  } finally {
    running = false;
    clearInterval(watch);
    await rm(temporary, { recursive: true, force: true });
  }
  const [file = ''] = await readdir(finished);
  onBytes?.(pin.bytes);
  return join(finished, file);
}

function downloadWords({ platform }: WheelPin): string[] {
  const where = ['--implementation', 'cp', '--python-version', wheelPython, '--platform', platform];
  const how = ['--no-deps', '--require-hashes', '--only-binary=:all:', '--no-cache-dir', '--retries', '2'];
  const quiet = ['--progress-bar', 'off', '--no-input', '--disable-pip-version-check', '--no-color'];
  return ['-m', 'pip', 'download', ...how, ...where, ...quiet];
}

/** One line for what pip has printed. */
function downloadFailure({ name, version, sha256 }: WheelPin, result: ProgramResult | undefined): string {
  const wheel = `${name} ${version}`;
  const text = `${result?.stdout ?? ''}\n${result?.stderr ?? ''}`;
  if (/DO NOT MATCH THE HASHES/i.test(text)) {
    const got = /Got\s+([0-9a-f]{64})/.exec(text)?.[1] ?? 'another one';
    return `the downloaded ${wheel} is not the pinned one (sha256 ${sha256} expected, ${got} found): something on the way changed it, so it was not used`;
  }
  if (/No space left on device|Errno 28/i.test(text)) return `the disk is full: ${wheel} could not be downloaded`;
  if (networkTrouble.test(text)) {
    return `no network: pip cannot reach its package index to download ${wheel} (behind a proxy, set HTTPS_PROXY; with a mirror, PIP_INDEX_URL)`;
  }
  if (/No matching distribution/i.test(text)) return `pip's package index has no ${wheel} for this platform`;
  const complaint =
    text
      .split('\n')
      .filter((line) => line.startsWith('ERROR:'))
      .at(-1) ?? text.trim().split('\n').at(-1);
  return `pip could not download ${wheel}: ${complaint || `ended by ${result?.signal}`}`;
}

const networkTrouble: RegExp =
  /NewConnectionError|ConnectTimeout|ReadTimeout|ConnectionError|name resolution|getaddrinfo|Network is unreachable|IncompleteRead|ProtocolError|Connection (refused|aborted|reset|broken)|Max retries exceeded|ProxyError|timed out/i;
