import { mkdir, open, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { countPerClass } from '../test/count-per-class.js';
import { temporaryFolder } from '../test/temporary-folder.js';
import { cifar100, cifarFs, fc100 } from './cifar-100.js';
import cifarFsClasses from './splits/cifar-fs.json' with { type: 'json' };
import fc100Classes from './splits/fc100.json' with { type: 'json' };
import type { ImageDataset } from './types.js';

const recordBytes = 3074;
const allClasses = Object.values(cifarFsClasses).flat().sort();

/** The official layout with files of the official size, all zeros but for some records. */
async function writeLayout(root: string): Promise<string> {
  const folder = path.join(root, 'cifar-100-binary');
  await mkdir(folder);
  await writeFile(path.join(folder, 'fine_label_names.txt'), `${allClasses.join('\n')}\n`);
  for (const [file, records] of [
    ['train.bin', 50_000],
    ['test.bin', 10_000],
  ] as const) {
    await writeFile(path.join(folder, file), '');
    await truncate(path.join(folder, file), records * recordBytes); // sparse
  }
  return folder;
}

async function writeRecord(file: string, index: number, coarse: number, fine: number): Promise<void> {
  const handle = await open(file, 'r+');
  const planes = Buffer.concat([Buffer.alloc(1024, 10), Buffer.alloc(1024, 20), Buffer.alloc(1024, 30)]);
  planes[1] = 99; // red of the second pixel
  await handle.write(Buffer.concat([Buffer.from([coarse, fine]), planes]), 0, recordBytes, index * recordBytes);
  await handle.close();
}

describe('CIFAR-100', () => {
  const root = temporaryFolder();
  let folder: string;
  beforeEach(async () => {
    folder = await writeLayout(root());
  });

  it('reads labels and turns planes into pixels', async () => {
    await writeRecord(path.join(folder, 'train.bin'), 49_999, 19, 99);
    const { train, test, validation } = await cifar100({ dataRoot: root() });
    expect([train.labels.length, test.labels.length, train.classNames.length]).toEqual([50_000, 10_000, 100]);
    expect([train.labels[0], train.labels[49_999]]).toEqual([0, 99]);
    const pixels = train.image(49_999) as Uint8Array;
    expect(pixels).toHaveLength(3072);
    expect([...pixels.subarray(0, 9)]).toEqual([10, 20, 30, 99, 20, 30, 10, 20, 30]);
    expect(validation).toBeUndefined();
  });

  it('takes the images of a class from both files', async () => {
    const bicycle = allClasses.indexOf('bicycle');
    await writeRecord(path.join(folder, 'train.bin'), 7, 0, bicycle);
    await writeRecord(path.join(folder, 'test.bin'), 9, 0, bicycle);
    const { test, train } = await cifarFs({ dataRoot: root() });
    expect(test.labels.length).toBe(2);
    expect([...test.labels].map((label) => test.classNames[label])).toEqual(['bicycle', 'bicycle']);
    expect((test.image(1) as Uint8Array)[3]).toBe(99);
    expect(train.labels.length).toBe(60_000 - 2); // the rest are apples
  });

  it('names a missing, truncated, overlong or wrong file and what would be right', async () => {
    const load = () => cifar100({ dataRoot: root() });
    const train = path.join(folder, 'train.bin');
    await writeRecord(train, 3, 20, 5);
    await expect(load()).rejects.toThrow(`${train}: record 3 has labels 20 and 5 instead of ones below 20 and 100`);
    await truncate(train, 1000);
    await expect(load()).rejects.toThrow(`${train} has 1,000 bytes instead of 153,700,000; CIFAR-100's binary version`);
    await truncate(train, 153_700_001);
    await expect(load()).rejects.toThrow('has 153,700,001 bytes instead of 153,700,000');
    await rm(train);
    await expect(load()).rejects.toThrow(`${train} cannot be read (ENOENT`);
    await writeFile(path.join(folder, 'fine_label_names.txt'), 'apple\napple\n');
    await expect(load()).rejects.toThrow('fine_label_names.txt has 1 distinct names instead of 100');
    await expect(cifar100({ dataRoot: path.join(root(), 'nowhere') })).rejects.toThrow(
      /nowhere.*cannot be read.*unpacked in/,
    );
  });

  it('names a class that the label names lack', async () => {
    const names = allClasses.map((name) => (name === 'beaver' ? 'castor' : name));
    await writeFile(path.join(folder, 'fine_label_names.txt'), names.join('\n'));
    await expect(fc100({ dataRoot: root() })).rejects.toThrow('the class list names beaver, which fc100 does not have');
  });
});

describe('the class lists', () => {
  it.each([
    ['CIFAR-FS', cifarFsClasses, [64, 16, 20]],
    ['FC100', fc100Classes, [60, 20, 20]],
  ])('%s divides the same 100 classes', (_, { train, validation, test }, sizes) => {
    expect([train, validation, test].map((list) => list.length)).toEqual(sizes);
    expect([...train, ...validation, ...test].sort()).toEqual(allClasses);
    expect(new Set(allClasses).size).toBe(100);
  });
});

describe.runIf(process.env.CLCE_DATA)('the real CIFAR-100 in CLCE_DATA', () => {
  const statisticsOf = ({ labels, image }: ImageDataset) => {
    const sums = [0, 0, 0];
    const squares = [0, 0, 0];
    for (let row = 0; row < labels.length; row++) {
      for (const [i, byte] of (image(row) as Uint8Array).entries()) {
        sums[i % 3]! += byte / 255;
        squares[i % 3]! += (byte / 255) ** 2;
      }
    }
    const mean = sums.map((sum) => sum / (labels.length * 1024));
    return { mean, std: squares.map((sum, c) => Math.sqrt(sum / (labels.length * 1024) - mean[c]! ** 2)) };
  };

  it('has the published counts, means and deviations', async () => {
    const { train, test, statistics } = await cifar100();
    expect(new Set(countPerClass(train))).toEqual(new Set([500]));
    expect(new Set(countPerClass(test))).toEqual(new Set([100]));
    const { mean, std } = statisticsOf(train);
    for (let c = 0; c < 3; c++) expect(mean[c]).toBeCloseTo(statistics.mean[c]!, 2);
    for (let c = 0; c < 3; c++) expect(std[c]).toBeCloseTo(statistics.std[c]!, 2);
  }, 300_000);

  it.each([cifarFs, fc100])('has 600 images of each class in %o', async (load) => {
    const { train, validation, test } = await load();
    for (const part of [train, validation!, test]) expect(new Set(countPerClass(part))).toEqual(new Set([600]));
  });
});
