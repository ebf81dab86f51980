import { describe, expect, it } from 'vitest';
import { kernelProduct } from './kernel-product.js';

describe('kernelProduct', () => {
  it.each([
    [1, 1],
    [2, 5],
    [5, 3],
    [9, 4],
  ])('is the product, %s vectors of %s', (ways, n) => {
    const gram = Float64Array.from({ length: n * n }, (_, at) => Math.cos(Math.floor(at / n)) * Math.cos(at % n));
    const vectors = Float64Array.from({ length: ways * n }, (_, at) => Math.sin(at));
    const out = new Float64Array(ways * n + 2);
    kernelProduct(gram, vectors, out, ways);
    for (let label = 0; label < ways; label++) {
      for (let row = 0; row < n; row++) {
        let expected = 0;
        for (let column = 0; column < n; column++) expected += gram[row * n + column]! * vectors[label * n + column]!;
        expect(out[label * n + row]).toBeCloseTo(expected, 12);
      }
    }
    expect([...out.subarray(ways * n)]).toEqual([0, 0]);
  });
});
