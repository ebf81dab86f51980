import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { scratchFolder } from '../../test/scratch.js';
import { addonPath, tryEngine } from './try-engine.js';

const folder = scratchFolder();

it('says in one line why an addon does not load', async () => {
  await mkdir(dirname(addonPath(folder)));
  await writeFile(addonPath(folder), 'not a library');
  const attempt = tryEngine(folder);
  await expect(attempt).rejects.toThrow(/^TensorFlow does not run on this machine: Error: .*tfjs_binding\.node/);
  await expect(attempt).rejects.not.toThrow('\n');
});
