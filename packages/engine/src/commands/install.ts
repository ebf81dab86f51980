import { Command, Option } from 'commander';
import { type InstalledEngine, installEngine } from '../install-engine.js';
import { reportInstall } from './report-install.js';

interface InstallWords {
  cpu?: true;
  gpu?: true;
}

/** `clce-engine install`: puts TensorFlow into the cache. */
export function installCommand(): Command {
  return new Command('install')
    .description('install TensorFlow for the GPU where there is one, else for the CPU')
    .addOption(new Option('--cpu', 'for the CPU, whether or not there is a GPU').conflicts('gpu'))
    .addOption(new Option('--gpu', 'for an NVIDIA GPU, which must be there').conflicts('cpu'))
    .action(async ({ cpu, gpu }: InstallWords) => {
      const device = cpu ? 'cpu' : gpu ? 'gpu' : undefined;
      console.log(
        describe(await interruptible((signal) => installEngine({ device, signal, ...reportInstall(process.stderr) }))),
      );
    });
}

function describe({ tensorflow, device, folder, fresh }: InstalledEngine): string {
  return `TensorFlow ${tensorflow} for the ${device.toUpperCase()} is ${fresh ? '' : 'already '}installed in ${folder}`;
}

const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Runs a job that a signal stops; it then rejects once it has cleaned up. */
async function interruptible<T>(job: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals) => controller.abort(name);
  for (const name of signals) process.on(name, stop);
  try {
    return await job(controller.signal);
  } finally {
    for (const name of signals) process.off(name, stop);
  }
}
