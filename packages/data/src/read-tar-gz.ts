import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';

/** The files of a gzipped tar archive by their path, in the archive's order. */
export async function readTarGz(archive: Uint8Array): Promise<Map<string, Uint8Array>> {
  const entries = extract();
  const source = Readable.from([archive]);
  const gunzip = createGunzip();
  for (const stream of [source, gunzip]) stream.on('error', (cause) => entries.destroy(cause));
  source.pipe(gunzip).pipe(entries);
  const files = new Map<string, Uint8Array>();
  for await (const entry of entries) {
    const content = await buffer(entry);
    if (entry.header.type === 'file') files.set(entry.header.name, content);
  }
  return files;
}
