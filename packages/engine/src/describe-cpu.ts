import { availableParallelism, cpus } from 'node:os';

/** The processor in words: `CPU, 8 cores (AMD EPYC 7R13)`. */
export function describeCpu(): string {
  const cores = availableParallelism();
  const model = cpus()[0]?.model.trim().replace(/\s+/g, ' ');
  return `CPU, ${cores} ${cores === 1 ? 'core' : 'cores'}${model && model !== 'unknown' ? ` (${model})` : ''}`;
}
