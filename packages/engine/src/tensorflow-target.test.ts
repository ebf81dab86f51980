import { describe, expect, it } from 'vitest';
import { type Machine, tensorflowTarget } from './tensorflow-target.js';
import { wheels } from './wheels.js';

const linux: Machine = { platform: 'linux', arch: 'x64', glibc: '2.36', release: '6.1.0' };
const mac: Machine = { platform: 'darwin', arch: 'arm64', release: '23.5.0' };

describe('tensorflowTarget', () => {
  it('takes the smallest wheel for each machine', () => {
    const names = (machine: Machine) => tensorflowTarget('cpu', machine).wheels.map(({ name }) => name);
    expect(names(linux)).toEqual(['tensorflow-cpu']);
    expect(names({ ...linux, arch: 'arm64' })).toEqual(['tensorflow']);
    expect(names(mac)).toEqual(['tensorflow']);
  });

  it('adds the CUDA wheels for a GPU', () => {
    const [first, ...others] = tensorflowTarget('gpu', linux).wheels;
    expect(first?.name).toBe('tensorflow');
    expect(others.map(({ name }) => name)).toContain('nvidia-cudnn-cu12');
    expect(others.every(({ name }) => /^nvidia-.*-cu12$/.test(name))).toBe(true);
  });

  it('keys the folder by versions, platform and variant', () => {
    const [cpu, gpu] = [tensorflowTarget('cpu', linux), tensorflowTarget('gpu', linux)];
    expect(cpu.folderName).toMatch(/^tensorflow-[\d.]+-tfjs-node-[\d.]+-linux-x64-cpu-r\d+$/);
    expect(gpu.folderName).toContain('linux-x64-cuda');
  });

  it.each([
    ['Windows', { ...linux, platform: 'win32' }, 'win32-x64'],
    ['an Intel Mac', { ...mac, arch: 'x64' }, 'darwin-x64'],
    ['musl', { ...linux, glibc: undefined }, 'musl'],
    ['an old glibc', { ...linux, glibc: '2.17' }, 'glibc 2.27 or newer, not 2.17'],
    ['an old macOS', { ...mac, release: '20.6.0' }, 'macOS 12'],
  ])('says in a sentence that %s cannot have it', (_, machine, sentence) => {
    expect(() => tensorflowTarget('cpu', machine)).toThrow(sentence);
  });

  it('says where a GPU is of no use', () => {
    expect(() => tensorflowTarget('gpu', mac)).toThrow('TensorFlow runs on a GPU on linux-x64 only');
  });
});

it('pins every wheel by version and hash', () => {
  for (const pin of Object.values(wheels).flat()) {
    expect(pin.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(pin.version).toMatch(/^\d+(\.\d+)+$/);
    expect(pin.unpackedBytes).toBeGreaterThan(0);
  }
});
