import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { KernelBackend } from '@tensorflow/tfjs';
import { EngineError } from '../engine-error.js';
import { findPackage, requireModule } from '../package-folder.js';
import { runProgram } from '../run-program.js';
import type { EngineChoice, StartedEngine } from './engine.js';

const [dawnName, backendName] = ['webgpu', '@tensorflow/tfjs-backend-webgpu'];

/** The GPU of any vendor through WebGPU: Dawn under TensorFlow.js's own backend. Both packages are optional. */
export const webgpu: EngineChoice = {
  name: 'webgpu',
  device: 'gpu',
  inspect: inspectWebgpu,
  start: async () => {
    const found = await inspectWebgpu();
    const tf = await import('@tensorflow/tfjs');
    if (!tf.findBackendFactory('webgpu')) await registerWebgpu(tf.registerBackend);
    if (!(await tf.setBackend('webgpu'))) throw new EngineError('TensorFlow.js could not start on the WebGPU adapter');
    await tf.ready();
    const { registerTrainingKernels } = await import('@clce/ops');
    registerTrainingKernels('webgpu');
    return { ...found, versions: { tfjs: tf.version.tfjs, ...found.versions } };
  },
};

interface AdapterInfo {
  vendor: string;
  architecture: string;
  device: string;
  description: string;
}

interface Adapter {
  info: AdapterInfo;
  features: ReadonlySet<string>;
  limits: Record<string, number>;
  requestDevice(descriptor: object): Promise<object>;
}

interface Dawn {
  create(flags: string[]): { requestAdapter(options: object): Promise<Adapter | null> };
  globals: object;
}

const options = { powerPreference: 'high-performance' };

// Dawn writes what it misses to the terminal, and a broken driver can end the process; so it is first asked elsewhere.
const probe = `
  const { create } = await import(process.argv[1]);
  const adapter = await create([]).requestAdapter(${JSON.stringify(options)});
  const { vendor, architecture, device, description } = adapter?.info ?? {};
  process.stdout.write('\\n' + JSON.stringify(adapter ? { vendor, architecture, device, description } : null));
  process.exit();
`;

async function inspectWebgpu(): Promise<StartedEngine> {
  const [dawn, backend] = [findPackage(dawnName), findPackage(backendName)];
  if (!dawn || !backend) throw new EngineError(`not installed: run \`npm install ${dawnName} ${backendName}\``);
  const words = ['--input-type=module', '-e', probe, dawnUrl(dawn.folder)];
  const result = await runProgram(process.execPath, words, { timeoutMs: 30_000 });
  const info = adapterInfo(result?.stdout);
  if (!info) throw new EngineError('WebGPU finds no graphics adapter (on Linux it needs a Vulkan driver)');
  return { device: describeAdapter(info), versions: { [dawnName]: dawn.version, [backendName]: backend.version } };
}

function dawnUrl(folder: string): string {
  return pathToFileURL(join(folder, 'index.js')).href;
}

/** The adapter that the probe has found, from the last line it printed. */
function adapterInfo(text = ''): AdapterInfo | null {
  try {
    return JSON.parse(text.trim().split('\n').at(-1) ?? '') as AdapterInfo | null;
  } catch {
    return null;
  }
}

function describeAdapter({ device, description, vendor, architecture }: AdapterInfo): string {
  return device || description || `${vendor} ${architecture}`.trim() || 'WebGPU adapter';
}

async function registerWebgpu(
  register: (name: string, factory: () => KernelBackend | Promise<KernelBackend>, priority?: number) => boolean,
): Promise<void> {
  const { WebGPUBackend } = requireModule(backendName) as {
    WebGPUBackend: new (device: object, info: AdapterInfo) => KernelBackend;
  };
  const { create, globals } = (await import(dawnUrl(findPackage(dawnName)?.folder ?? ''))) as Dawn;
  const gpu = create([]);
  offerAsBrowsersDo(gpu, globals);
  register('webgpu', async () => {
    const adapter = await gpu.requestAdapter(options);
    if (!adapter) throw new EngineError('the WebGPU adapter is gone');
    return new WebGPUBackend(await adapter.requestDevice(deviceDescriptor(adapter)), adapter.info);
  });
}

/** The backend looks for `navigator.gpu` and for constants such as `GPUBufferUsage`. */
function offerAsBrowsersDo(gpu: object, globals: object): void {
  Object.assign(globalThis, globals);
  if (!('navigator' in globalThis)) Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
  Object.defineProperty((globalThis as { navigator?: object }).navigator, 'gpu', { value: gpu, configurable: true });
}

const limitNames = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
];

/** All that the adapter has of what the backend can use. */
function deviceDescriptor({ features, limits }: Adapter): object {
  return {
    requiredFeatures: ['timestamp-query', 'bgra8unorm-storage'].filter((feature) => features.has(feature)),
    requiredLimits: Object.fromEntries(limitNames.map((name) => [name, limits[name]])),
  };
}
