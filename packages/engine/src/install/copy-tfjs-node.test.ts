import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchFolder } from '../../test/scratch.js';
import { findPackage } from '../package-folder.js';
import { checkIntegrity, copyTfjsNode } from './copy-tfjs-node.js';

const scratch = scratchFolder();

it('copies the scripts and the C++ sources of the installed package, and writes nothing into it', async () => {
  const [scripts, sources] = [join(scratch, 'tfjs-node'), join(scratch, 'binding')];
  const installed = findPackage('@tensorflow/tfjs-node-gpu')?.folder ?? '';
  const before = await readdir(installed);
  await copyTfjsNode({ folder: scratch, scripts, sources });
  for (const file of ['nodejs_kernel_backend.js', 'register_all_kernels.js', 'saved_model.js', 'kernels/Conv2D.js']) {
    expect(existsSync(join(scripts, 'dist', file))).toBe(true);
  }
  const copied = await readdir(join(scripts, 'dist'), { recursive: true });
  expect(copied.filter((file) => /test|\.d\.ts$/.test(file))).toEqual([]);
  expect(await readdir(sources)).toContain('tfjs_binding.cc');
  expect(await readdir(installed)).toEqual(before);
});

it('refuses a tarball of another hash', async () => {
  await mkdir(scratch, { recursive: true });
  const file = join(scratch, 'package.tgz');
  await writeFile(file, 'tarball');
  const integrity = `sha512-${createHash('sha512').update('tarball').digest('base64')}`;
  await expect(checkIntegrity(file, integrity)).resolves.toBeUndefined();
  await expect(checkIntegrity(file, 'sha512-AAAA')).rejects.toThrow(
    `package.tgz is not the pinned one (sha512-AAAA expected, ${integrity} found)`,
  );
});
