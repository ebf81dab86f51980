// Makes the archives in assets/ from a data root in the official layouts: node scripts/pack-assets.mjs DATA_ROOT
// The same files give the same archives: entries sorted, times and owners fixed.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';

const assets = new URL('../assets/', import.meta.url);
const [dataRoot] = process.argv.slice(2);
if (!dataRoot) throw new Error('usage: node scripts/pack-assets.mjs DATA_ROOT');

/** Files below `folder`, sorted by code unit, with forward slashes. */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
}

async function archive(folder, wanted) {
  const tar = pack();
  const whole = buffer(tar);
  for (const name of filesBelow(folder).filter((file) => wanted.test(file))) {
    tar.entry({ name, mode: 0o644, mtime: new Date(0), uid: 0, gid: 0 }, readFileSync(path.join(folder, name)));
  }
  tar.finalize();
  return gzipSync(await whole, { level: 9, memLevel: 9 });
}

const shipped = {};
for (const [name, wanted] of [
  ['omniglot', /^images_(background|evaluation)\/.*\.png$/],
  ['oxford-iiit-pet-sample', /^(images\/.*\.jpg|annotations\/(list|trainval|test)\.txt)$/],
]) {
  const bytes = await archive(path.join(dataRoot, name.replace('-sample', '')), wanted);
  const file = `${name}.tar.gz`;
  writeFileSync(new URL(file, assets), bytes);
  shipped[name] = { file, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
writeFileSync(new URL('../src/shipped.json', import.meta.url), `${JSON.stringify(shipped, null, 2)}\n`);
