import { join } from 'node:path';
import { EngineError } from '../engine-error.js';
import { type ProgramResult, runProgram } from '../run-program.js';

/** What a freshly started TensorFlow says about itself. */
export interface EngineTrial {
  tensorflow: string;
  /** Whether it computes on a GPU. */
  gpu: boolean;
}

// Loads the addon, squares a vector, and says what it runs on.
const script = `
  const binding = require(process.argv[1]);
  const vector = binding.createTensor([2], binding.TF_FLOAT, new Float32Array([3, 4]));
  const type = { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
  const [square] = binding.executeOp('Square', [type], [vector], 1);
  const [nine, sixteen] = binding.tensorDataSync(square.id);
  if (nine !== 9 || sixteen !== 16) throw new Error('3² came out as ' + nine);
  process.stdout.write(JSON.stringify({ tensorflow: binding.TF_Version, gpu: binding.isUsingGpuDevice() }));
`;

/** The addon of an engine's folder. */
export function addonPath(folder: string): string {
  return join(folder, 'addon', 'tfjs_binding.node');
}

/**
 * Runs one operation in a process of its own, so that a library that doesn't suit this machine ends that process and
 * not this one.
 *
 * @throws EngineError with what went wrong.
 */
export async function tryEngine(folder: string, signal?: AbortSignal): Promise<EngineTrial> {
  const result = await runProgram(process.execPath, ['-e', script, addonPath(folder)], { signal, timeoutMs: 120_000 });
  if (result?.code === 0) return JSON.parse(result.stdout) as EngineTrial;
  throw new EngineError(`TensorFlow does not run on this machine: ${trialComplaint(result)}`);
}

function trialComplaint(result: ProgramResult | undefined): string {
  if (result?.signal === 'SIGILL') return 'its processor lacks instructions that TensorFlow needs (AVX)';
  const lines = result?.stderr.trim().split('\n') ?? [];
  const said = lines.find((line) => /Error:|\bF0000\b|fatal/i.test(line)) ?? lines.at(-1);
  return said?.trim() || `it ended with ${result?.signal ?? `code ${result?.code}`}`;
}
