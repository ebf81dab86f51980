import { l2Normalize } from '@clce/ops';
import {
  matMul,
  mean,
  minimum,
  mul,
  reshape,
  square,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
  tensor1d,
  tidy,
} from '@tensorflow/tfjs-core';
import { checkEpisodeTensors, type EpisodeSizes } from './check-episode-tensors.js';

export interface NearestCentroidOptions {
  /** `'l2'` scales every feature to unit length before the means are taken. Default `'none'`. */
  normalize?: 'l2' | 'none';
  /** `[D]`, subtracted from every feature before all else: SimpleShot's is the mean over the base classes' images. */
  center?: Tensor1D | ArrayLike<number>;
  /** `'euclidean'`: minus the squared distance. `'cosine'`: the cosine of the angle. Default `'euclidean'`. */
  distance?: 'euclidean' | 'cosine';
}

/**
 * The nearest-centroid classifier: a class is the mean of its support features, a query's score for it is minus the
 * squared Euclidean distance, `−‖q − c_k‖²` (a softmax of it gives ProtoNet's probabilities), or their cosine.
 *
 * With `normalize: 'l2'` it is SimpleShot's L2N, with `center` besides its CL2N.
 *
 * Sources: Snell et al., Prototypical Networks, arXiv 1703.05175; Wang et al., SimpleShot, arXiv 1911.04623.
 *
 * @returns a classifier: `support [E, W·S, D]`, `query [E, W·Q, D]` → scores `[E, W·Q, W]`; it is synchronous
 * @throws the classifier, if the shapes do not fit each other, `ways` or `center`
 *
 * @example
 * ```ts
 * const scores = nearestCentroid({ normalize: 'l2' })(support, query, { ways: 5 });
 * ```
 */
export function nearestCentroid({
  normalize = 'none',
  center,
  distance = 'euclidean',
}: NearestCentroidOptions = {}): (support: Tensor3D, query: Tensor3D, options: { ways: number }) => Tensor3D {
  checkChoice('normalize', normalize, ['l2', 'none']);
  checkChoice('distance', distance, ['euclidean', 'cosine']);
  return (support, query, { ways }) =>
    tidy(() => {
      const sizes = checkEpisodeTensors('nearestCentroid', support, query, ways);
      const centred = (features: Tensor3D) => (center ? subtractCenter(features, center, sizes) : features);
      const prepared = (features: Tensor3D) => (normalize === 'l2' ? toUnit(centred(features)) : centred(features));
      const centroids = classMeans(prepared(support), sizes); // [E, W, D]
      const score = distance === 'cosine' ? cosine : minusSquaredDistance;
      return score(prepared(query), centroids); // [E, W·Q, W]
    });
}

function classMeans(support: Tensor3D, { numEpisodes, ways, shots, dimension }: EpisodeSizes): Tensor3D {
  const byClass: Tensor4D = reshape(support, [numEpisodes, ways, shots, dimension]);
  return mean(byClass, 2);
}

/** Measured from the centroids' own mean: `‖q‖² − 2q·c + ‖c‖²` is inexact where both are long and lie close. */
function minusSquaredDistance(query: Tensor3D, centroids: Tensor3D): Tensor3D {
  const origin: Tensor3D = mean(centroids, 1, true); // [E, 1, D]
  const q: Tensor3D = sub(query, origin);
  const c: Tensor3D = sub(centroids, origin);
  const queryNorms: Tensor3D = sum(square(q), 2, true); // [E, W·Q, 1]
  const centroidNorms: Tensor3D = reshape(sum(square(c), 2), [c.shape[0], 1, c.shape[1]]); // [E, 1, W]
  const products: Tensor3D = matMul(q, c, false, true); // [E, W·Q, W]
  return minimum(sub(sub(mul(products, 2), centroidNorms), queryNorms), 0);
}

function cosine(query: Tensor3D, centroids: Tensor3D): Tensor3D {
  return matMul(toUnit(query), toUnit(centroids), false, true);
}

function toUnit(features: Tensor3D): Tensor3D {
  const rows: Tensor2D = reshape(features, [-1, features.shape[2]]);
  return reshape(l2Normalize(rows), features.shape);
}

function subtractCenter(features: Tensor3D, center: Tensor1D | ArrayLike<number>, { dimension }: EpisodeSizes) {
  const vector = 'dataId' in center ? center : tensor1d(Float32Array.from(center));
  if (vector.rank !== 1 || vector.size !== dimension) {
    throw new Error(`nearestCentroid: center [${vector.shape}] must be [D] with the features' D (${dimension})`);
  }
  return sub<Tensor3D>(features, vector);
}

function checkChoice(name: string, value: string, choices: string[]): void {
  if (choices.includes(value)) return;
  throw new Error(
    `nearestCentroid: ${name} ("${value}") must be ${choices.map((choice) => `"${choice}"`).join(' or ')}`,
  );
}
