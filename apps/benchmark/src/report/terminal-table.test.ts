import { describe, expect, it } from 'vitest';
import { exampleResult } from './fixtures/example-run.js';
import { resultTable } from './terminal-table.js';

describe('resultTable', () => {
  it('aligns accuracy by loss and setting, then the paired differences', () => {
    expect(resultTable(exampleResult())).toBe(
      [
        'Omniglot, Conv-4    5-way 1-shot   20-way 1-shot',
        'CE                97.00 ± 0.31 %  91.00 ± 0.21 %',
        'CLCE              97.42 ± 0.31 %  91.04 ± 0.21 %',
        '',
        'Omniglot, 5-way 1-shot   CLCE − CE  +0.42 points  [+0.23, +0.61]  CLCE is better by 0.42 points',
        'Omniglot, 20-way 1-shot  CLCE − CE  +0.04 points  [−0.08, +0.16]  no difference resolved',
      ].join('\n'),
    );
  });

  it('writes one loss without intervals and comparisons', () => {
    const result = exampleResult();
    result.results = result.results.filter(({ loss }) => loss === 'ce').map((row) => ({ ...row, ci95: Number.NaN }));
    expect(resultTable({ ...result, comparisons: [] })).toBe(
      ['Omniglot, Conv-4  5-way 1-shot  20-way 1-shot', 'CE                     97.00 %        91.00 %'].join('\n'),
    );
  });

  it('lets no name steer the terminal', () => {
    const result = exampleResult();
    result.results[0]!.dataset = 'x\u001b[2J\nfoo';
    expect(resultTable(result)).toContain('x?[2J?foo, Conv-4');
  });
});
