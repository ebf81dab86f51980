import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const packageFolder: string = fileURLToPath(new URL('..', import.meta.url));
const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));

/** Makes one JavaScript file of a source and its siblings, which a `node` of its own can run. */
export async function bundle(source: URL): Promise<string> {
  const file = fileURLToPath(source);
  const outfile = join(packageFolder, 'node_modules', '.cache', 'test', basename(file).replace('.ts', '.mjs'));
  await build({
    entryPoints: [file],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@clce/source'],
    external: [...Object.keys(dependencies), ...Object.keys(peerDependencies)].filter((name) => name !== '@clce/ops'),
  });
  return outfile;
}
