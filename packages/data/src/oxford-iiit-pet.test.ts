import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { countPerClass } from '../test/count-per-class.js';
import { oxfordIiitPetSample, petSplits } from './oxford-iiit-pet.js';
import { preload } from './preload.js';

describe('oxfordIiitPetSample', () => {
  it('has three breeds in the official lists, every picture readable', async () => {
    const { train, test, validation } = await oxfordIiitPetSample({ imageSize: 16 });
    expect(train.classNames).toEqual(['Abyssinian', 'american_bulldog', 'Bengal']);
    expect([train.labels.length, test.labels.length]).toEqual([300, 298]);
    expect(countPerClass(train)).toEqual([100, 100, 100]);
    expect(countPerClass(test)).toEqual([98, 100, 100]);
    expect(validation).toBeUndefined();
    const { imageShape, pixels } = await preload(test);
    expect(imageShape).toEqual([16, 16, 3]);
    expect(pixels.length).toBe(298 * 16 * 16 * 3);
    expect(pixels.subarray(42 * 768, 43 * 768)).toEqual(new Uint8Array(await test.image(42)));
  });

  it('names an image size out of range', async () => {
    const load = oxfordIiitPetSample({ imageSize: 0.5 });
    await expect(load).rejects.toThrow('oxford-iiit-pet-sample: imageSize (0.5) must be a whole number from 1 to 4096');
  });
});

describe('petSplits', async () => {
  const picture = await sharp({ create: { width: 20, height: 10, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();
  const text = (value: string) => new TextEncoder().encode(value);
  const files = {
    'annotations/trainval.txt': text('#Image CLASS-ID SPECIES BREED ID\nPug_1 31 2 1\nSphynx_2 34 1 12\n'),
    'annotations/test.txt': text('Sphynx_10 34 1 12\n'),
    'images/Pug_1.jpg': picture,
    'images/Sphynx_2.jpg': picture,
    'images/Sphynx_10.jpg': picture,
  };
  const split = (change: Record<string, Uint8Array> = {}) =>
    petSplits('pets', new Map(Object.entries({ ...files, ...change })), 8);

  it('numbers the breeds of the lists anew', () => {
    const { train, test } = split();
    expect(train.classNames).toEqual(['Pug', 'Sphynx']);
    expect([...train.labels, ...test.labels]).toEqual([0, 1, 1]);
  });

  it('names a picture or list that is missing, and a line or picture that is wrong', async () => {
    expect(() => petSplits('pets', new Map([['annotations/test.txt', text('')]]), 8)).toThrow(
      'annotations/trainval.txt is missing',
    );
    expect(() => split({ 'annotations/test.txt': text('Pug_9 31 2 1\n') })).toThrow(
      'name images/Pug_9.jpg, which is not there',
    );
    expect(() => split({ 'annotations/test.txt': text('\nPug_9\n') })).toThrow(
      'annotations/test.txt: line 2 (Pug_9) must be like',
    );
    const cut = split({ 'images/Sphynx_10.jpg': picture.subarray(0, picture.length / 2) });
    await expect(cut.test.image(0)).rejects.toThrow(/^images\/Sphynx_10\.jpg is not a readable image \(.*\)/);
  });
});
