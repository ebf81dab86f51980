import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchFolder } from '../../test/scratch.js';
import { wheels } from '../wheels.js';
import { bytesNeeded, checkDisk, freeBytes } from './check-disk.js';

const folder = join(scratchFolder(), 'not', 'there', 'yet');

it('passes where there is room', async () => {
  await expect(checkDisk(folder, 1000)).resolves.toBeUndefined();
});

it('says what is needed and what is free', async () => {
  const sentence = new RegExp(
    `too little disk for TensorFlow: 8000000.0 GB needed and [\\d.]+ [GM]B free at ${folder}`,
  );
  await expect(checkDisk(folder, 8e15)).rejects.toThrow(sentence);
  expect(await freeBytes(folder)).toBeGreaterThan(0);
});

it('needs room for what stays and for one wheel at a time', () => {
  const wheel = (bytes: number, unpackedBytes: number) => ({ ...wheels['linux-x64-cpu']![0]!, bytes, unpackedBytes });
  expect(bytesNeeded([wheel(10, 30)]) - bytesNeeded([])).toBe(40);
  expect(bytesNeeded([wheel(10, 5)]) - bytesNeeded([])).toBe(20); // pip has it twice for a moment
  expect(bytesNeeded([wheel(10, 30), wheel(20, 25)]) - bytesNeeded([])).toBe(75);
});
