import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../test/temporary-folder.js';
import { datasets } from './datasets.js';
import { listDatasets, loadDataset } from './load-dataset.js';

describe('loadDataset', () => {
  it('lists the names when it does not know one', async () => {
    for (const name of ['mnist', 'toString']) {
      await expect(loadDataset(name)).rejects.toThrow(
        `loadDataset: unknown data set ${name}; the names are omniglot, oxford-iiit-pet-sample, cifar-100, cifar-fs, fc100, and folder:DIR`,
      );
    }
  });

  it('names an option that the data set does not take', async () => {
    await expect(loadDataset('omniglot', { split: 'mine' })).rejects.toThrow(
      'omniglot: split (mine) must be official or vinyals',
    );
    await expect(loadDataset('folder:x', { split: 'mine' })).rejects.toThrow('folder:x: split (mine) must be official');
    await expect(loadDataset('fc100', { imageSize: 84 })).rejects.toThrow('cifar-100: imageSize (84) must be 32');
  });

  it('loads by name', async () => {
    const { train } = await loadDataset('oxford-iiit-pet-sample', { imageSize: 24 });
    expect(train.imageShape).toEqual([24, 24, 3]);
  });
});

describe('listDatasets', () => {
  const root = temporaryFolder();
  const known = process.env.CLCE_DATA;
  afterEach(() => {
    if (known === undefined) delete process.env.CLCE_DATA;
    else process.env.CLCE_DATA = known;
  });

  it('says what is there and where the rest is expected', () => {
    const listed = listDatasets({ dataRoot: root() });
    expect(listed.map(({ name }) => name)).toEqual(Object.keys(datasets));
    expect(listed.find(({ name }) => name === 'omniglot')).toMatchObject({
      location: 'shipped',
      present: true,
      licence: 'MIT',
    });
    const location = path.join(root(), 'cifar-100-binary');
    expect(listed.find(({ name }) => name === 'fc100')).toMatchObject({ location, present: false });
  });

  it('looks in CLCE_DATA, else in the cache folder of the user', () => {
    process.env.CLCE_DATA = root();
    expect(listDatasets().at(-1)!.location).toBe(path.join(root(), 'cifar-100-binary'));
    delete process.env.CLCE_DATA;
    expect(listDatasets().at(-1)!.location).toMatch(/clce.*data.cifar-100-binary$/);
  });
});
