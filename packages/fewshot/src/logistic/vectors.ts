import { kernelProduct } from './kernel-product.js';

/**
 * A point of the space that the solver works in, and its image under the space's metric.
 *
 * `own` holds the coefficients `[W, n]` of a weight matrix `Σ_i own[k, i]·x_i`, then the W intercepts divided by τ.
 * `image` holds the support rows' responses `Σ_j own[k, j]·(x_i·x_j)`, then the same intercepts. The inner product of
 * two points, that of the weights and intercepts which they stand for, is `u.own · v.image`; both parts are linear, so
 * what is done to one is done to the other and no further product with the Gram matrix is needed.
 */
export interface Vector {
  own: Float64Array;
  image: Float64Array;
}

export function zeroVector(length: number): Vector {
  return { own: new Float64Array(length), image: new Float64Array(length) };
}

/** Computes `image` from `own`: the one product with the Gram matrix that a fresh vector costs. */
export function applyMetric({ own, image }: Vector, gram: Float64Array, ways: number): void {
  kernelProduct(gram, own, image, ways);
  for (let place = own.length - ways; place < own.length; place++) image[place] = own[place]!;
}

export function inner(a: Vector, b: Vector): number {
  return dot(a.own, b.image);
}

/** `target = keep·target + factor·source` */
export function combine(target: Vector, keep: number, factor: number, source: Vector): void {
  for (let place = 0; place < target.own.length; place++) {
    target.own[place] = keep * target.own[place]! + factor * source.own[place]!;
    target.image[place] = keep * target.image[place]! + factor * source.image[place]!;
  }
}

export function clear(target: Vector): void {
  target.own.fill(0);
  target.image.fill(0);
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let place = 0; place < a.length; place++) sum += a[place]! * b[place]!;
  return sum;
}
