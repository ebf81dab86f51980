import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasPip } from '../../test/python.js';
import { scratchFolder } from '../../test/scratch.js';
import { tinyWheel } from '../../test/tiny-wheel.js';
import { unpackWheel } from './unpack-wheel.js';

const scratch = scratchFolder();
const [libraries, headers] = [join(scratch, 'lib'), join(scratch, 'include')];

async function files(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = entries.filter((entry) => entry.isFile());
  return found.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
}

describe.runIf(hasPip)('unpackWheel', () => {
  it('takes the libraries and the headers and nothing else, and keeps programs executable', async () => {
    const { file } = tinyWheel(scratch);
    await unpackWheel(file, { libraries, headers });
    expect(await files(libraries)).toEqual([
      'nvidia/cublas/lib/libcublas.so.12',
      'nvidia/cuda_nvcc/bin/ptxas',
      'tensorflow/libtensorflow_cc.so.2',
      'tensorflow/libtensorflow_framework.so.2',
    ]);
    expect(await files(headers)).toEqual(['tensorflow/c/c_api.h']);
    expect(await readFile(join(libraries, 'tensorflow/libtensorflow_cc.so.2'), 'utf8')).toBe('cc');
    expect((await stat(join(libraries, 'nvidia/cuda_nvcc/bin/ptxas'))).mode & 0o100).toBe(0o100);
  });
});

it('fails on what is no wheel', async () => {
  const file = join(scratch, 'broken.whl');
  await writeFile(file, 'not a zip file');
  await expect(unpackWheel(file, { libraries, headers })).rejects.toThrow();
});
