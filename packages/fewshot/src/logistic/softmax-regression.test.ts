import { describe, expect, it } from 'vitest';
import golden from '../fixtures/logistic.json' with { type: 'json' };
import { softmaxRegression } from './softmax-regression.js';

/** Products of the rows about their mean. */
function gramOf(rows: number[][]): Float64Array {
  const mean = rows[0]!.map((_, column) => rows.reduce((sum, row) => sum + row[column]!, 0) / rows.length);
  const centred = rows.map((row) => row.map((value, column) => value - mean[column]!));
  const product = (a: number[], b: number[]) => a.reduce((sum, value, column) => sum + value * b[column]!, 0);
  return Float64Array.from(centred.flatMap((a) => centred.map((b) => product(a, b))));
}

describe('softmaxRegression', () => {
  it.each(golden)('reaches the least objective: $name', ({ ways, c, support, objective }) => {
    const half = ways === 2 ? 2 : 1; // scikit-learn's single weight vector for 2 classes
    const options = { ways, shots: support.length / ways, c: c / half, tolerance: 1e-8, maxIterations: 100 };
    const solution = softmaxRegression(options)(gramOf(support));
    expect(solution.converged).toBe(true);
    expect(solution.iterations).toBeLessThan(15);
    expect(Math.abs((half * solution.objective) / objective - 1)).toBeLessThan(1e-9);
  });

  it('finds no slope where it stops', () => {
    const { ways, support } = golden[4]!;
    const n = support.length;
    const gram = gramOf(support);
    const options = { ways, shots: n / ways, c: 1, tolerance: 1e-12, maxIterations: 100 };
    const { coefficients, intercepts } = softmaxRegression(options)(gram);
    const logits = Array.from({ length: n }, (_, row) =>
      Array.from({ length: ways }, (_, label) => {
        const products = Array.from(
          { length: n },
          (_, other) => coefficients[label * n + other]! * gram[row * n + other]!,
        );
        return products.reduce((sum, value) => sum + value, intercepts[label]!);
      }),
    );
    logits.forEach((row, index) => {
      const total = row.reduce((sum, value) => sum + Math.exp(value), 0);
      row.forEach((value, label) => {
        const own = Math.floor(index / (n / ways)) === label ? 1 : 0;
        expect(coefficients[label * n + index]!).toBeCloseTo(own - Math.exp(value) / total, 4);
      });
    });
  });

  it('keeps nothing of the last episode', () => {
    const cases = golden.filter(({ ways, support, c }) => ways === 5 && support.length === 25 && c === 1);
    const options = { ways: 5, shots: 5, c: 1, tolerance: 1e-8, maxIterations: 100 };
    const solve = softmaxRegression(options);
    for (const { support } of [...cases, ...cases]) {
      const gram = gramOf(support);
      expect(solve(gram)).toEqual(softmaxRegression(options)(gram));
    }
  });
});
