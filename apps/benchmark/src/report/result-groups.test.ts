import { describe, expect, it } from 'vitest';
import { exampleResult } from './fixtures/example-run.js';
import { resultGroups } from './result-groups.js';

describe('resultGroups', () => {
  it('averages seeds and keeps their range', () => {
    const [group] = resultGroups(exampleResult());
    const cell = group!.losses[0]!.cells[0]!;
    expect(group!.settings).toEqual([
      { ways: 5, shots: 1, episodes: 1000 },
      { ways: 20, shots: 1, episodes: 1000 },
    ]);
    expect(cell.accuracy).toBeCloseTo(0.97, 12);
    expect(cell.ci95).toBeCloseTo(0.0031, 12);
    expect(cell.range[0]).toBeCloseTo(0.969, 12);
    expect(cell.range[1]).toBeCloseTo(0.971, 12);
    expect(cell.seeds).toBe(2);
    expect(group!.trainings.map(({ loss, seed, imagesPerSecond }) => [loss, seed, imagesPerSecond])).toEqual([
      ['ce', 1, 2001],
      ['ce', 2, 2002],
      ['clce', 1, 2001],
      ['clce', 2, 2002],
    ]);
  });

  it('gives no interval where a seed has none, and no cell where nothing was measured', () => {
    const result = exampleResult();
    result.results[0]!.ci95 = null;
    result.results = result.results.filter((row) => !(row.loss === 'clce' && row.ways === 20));
    const [group] = resultGroups(result);
    expect(group!.losses[0]!.cells[0]!.ci95).toBeNaN();
    expect(group!.losses[1]!.cells[1]).toBeUndefined();
  });

  it('separates data sets and backbones', () => {
    const result = exampleResult();
    const more = result.results.map((row) => ({ ...row, backbone: 'resnet12' }));
    const groups = resultGroups({ ...result, results: [...result.results, ...more] });
    expect(groups.map(({ backbone, losses }) => [backbone, losses.length])).toEqual([
      ['conv4', 2],
      ['resnet12', 2],
    ]);
  });
});
