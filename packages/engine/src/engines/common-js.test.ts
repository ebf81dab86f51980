import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { scratchFolder } from '../../test/scratch.js';
import { commonJs } from './common-js.js';

const folder = scratchFolder();

beforeAll(async () => {
  await mkdir(join(folder, 'inner'));
  await writeFile(join(folder, 'a.js'), "exports.b = require('./inner/b').name; exports.same = this === exports;");
  await writeFile(
    join(folder, 'inner/b.js'),
    "const a = require('../a'); module.exports = { name: require('outside').name, a };",
  );
  await writeFile(join(folder, 'broken.js'), 'throw new Error(__filename);');
});

describe('commonJs', () => {
  it('loads files of the folder, also in circles, and asks for everything else', () => {
    const asked: string[] = [];
    const load = commonJs(folder, (name) => {
      asked.push(name);
      return { name };
    });
    expect(load('a')).toEqual({ b: 'outside', same: true });
    expect(load('inner/b.js').a).toBe(load('a'));
    expect(asked).toEqual(['outside']);
  });

  it('names the file where something fails', () => {
    const load = commonJs(folder, () => undefined);
    expect(() => load('broken')).toThrow(join(folder, 'broken.js'));
    expect(() => load('absent')).toThrow('absent.js');
  });
});
