import { expect, it } from 'vitest';
import type { BatchSampler, SamplerState } from '../src/types.js';

export interface SamplerContract {
  /** Rows in the data set that the sampler draws from. */
  length: number;
  /** Whether epochs and seeds change the order. Default true. */
  random?: boolean;
}

/** The row numbers of `count` batches from `state` on, and the state after them. */
export function take(sampler: BatchSampler, state: SamplerState, count: number): [number[][], SamplerState] {
  const batches: number[][] = [];
  let current = state;
  for (let i = 0; i < count; i++) {
    const batch = sampler.next(current);
    batches.push([...batch.indices]);
    current = batch.state;
  }
  return [batches, current];
}

/** What every batch sampler promises; call it inside a `describe`. */
export function testSampler(create: () => BatchSampler, { length, random = true }: SamplerContract): void {
  const epochOf = (seed: number, epoch: number): number[][] => {
    const sampler = create();
    return take(sampler, { seed, epoch, batch: 0 }, sampler.batchesPerEpoch)[0];
  };

  it('yields rows of the data set in full batches', () => {
    const sampler = create();
    const batches = epochOf(3, 0);
    expect(batches).toHaveLength(sampler.batchesPerEpoch);
    for (const batch of batches.slice(0, -1)) expect(batch).toHaveLength(sampler.batchSize);
    expect(batches.at(-1)!.length).toBeGreaterThan(0);
    expect(batches.flat().every((row) => Number.isInteger(row) && row >= 0 && row < length)).toBe(true);
  });

  it('counts batches and epochs in its state', () => {
    const sampler = create();
    const start = sampler.start(3);
    expect(start).toEqual({ seed: 3, epoch: 0, batch: 0 });
    expect(take(sampler, start, sampler.batchesPerEpoch)[1]).toEqual({ seed: 3, epoch: 1, batch: 0 });
  });

  it('gives the same batch for the same state, whatever was asked before', () => {
    const sampler = create();
    const state = { seed: 3, epoch: 2, batch: sampler.batchesPerEpoch - 1 };
    const before = structuredClone(state);
    const first = sampler.next(state);
    first.indices.fill(-1);
    take(sampler, sampler.start(9), sampler.batchesPerEpoch + 1);
    const again = sampler.next(state);
    expect(state).toEqual(before);
    expect([...again.indices]).toEqual([...create().next(state).indices]);
    expect(again.indices.includes(-1)).toBe(false);
  });

  it('resumes from a state that went through JSON', () => {
    const sampler = create();
    const [, middle] = take(sampler, sampler.start(5), sampler.batchesPerEpoch + 1);
    const stored: SamplerState = JSON.parse(JSON.stringify(middle));
    expect(take(create(), stored, 5)).toEqual(take(sampler, middle, 5));
  });

  it(random ? 'orders every epoch and seed differently' : 'orders every epoch and seed alike', () => {
    const same = (a: number[][], b: number[][]) => JSON.stringify(a) === JSON.stringify(b);
    expect(same(epochOf(1, 0), epochOf(1, 1))).toBe(!random);
    expect(same(epochOf(1, 0), epochOf(2, 0))).toBe(!random);
    expect(same(epochOf(2, 0), epochOf(2 + 2 ** 32, 0))).toBe(!random);
  });

  it('refuses a state that is not its own', () => {
    const sampler = create();
    const outside = { seed: 1, epoch: 0, batch: sampler.batchesPerEpoch };
    expect(() => sampler.next(outside)).toThrow(/state\.batch \(\d+\) must be below batchesPerEpoch/);
    expect(() => sampler.next({ seed: 1, epoch: -1, batch: 0 })).toThrow(/state\.epoch \(-1\) must be a whole number/);
    expect(() => sampler.start(0.5)).toThrow(/seed \(0\.5\) must be a whole number of at least 0/);
  });
}
