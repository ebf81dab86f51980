import type { Diagnosis, EngineFinding, ToolFinding } from './diagnose.js';
import { megabytes } from './megabytes.js';

/** A diagnosis as people read it. */
export function formatDiagnosis(diagnosis: Diagnosis): string {
  const { version, platform, node, engines, chosen, request, cache, tools } = diagnosis;
  const asked = request ? ` (CLCE_ENGINE=${request})` : '';
  const used = engines.find(({ name, device }) => name === chosen?.name && device === chosen.device);
  return [
    `clce-engine ${version} on ${platform}, Node ${node}`,
    '',
    'Engines, the best first',
    ...engines.map(engineLine),
    '',
    used ? `In use: ${used.name} on ${used.on}${asked}` : `In use: none${asked}`,
    '',
    'To install TensorFlow',
    toolLine('python', tools.python),
    toolLine('compiler', tools.compiler),
    toolLine('GPU', tools.gpu),
    '',
    `Cache ${cache.folder}, ${megabytes(cache.freeBytes)} free`,
    ...cache.installed.map(({ folder, bytes }) => `  ${megabytes(bytes).padStart(7)}  ${folder}`),
    ...(cache.installed.length > 0 ? [] : ['  no engine is installed']),
  ].join('\n');
}

function engineLine({ name, device, available, on, versions, reason }: EngineFinding): string {
  const title = `${available ? '✓' : '✗'} ${name === 'tensorflow' ? `${name} on ${device}` : name}`;
  const made = Object.entries(versions ?? {}).map(([part, version]) => `${part} ${version}`);
  return `  ${title.padEnd(20)} ${available ? [on, ...made].join(' · ') : reason}`;
}

function toolLine(name: string, { found, text }: ToolFinding): string {
  return `  ${`${found ? '✓' : '✗'} ${name}`.padEnd(20)} ${text}`;
}
