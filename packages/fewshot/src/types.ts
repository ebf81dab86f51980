import type { Tensor3D } from '@tensorflow/tfjs-core';

/** One few-shot task, as row numbers of a data set. Both parts are class-major: all rows of `classes[0]` come first. */
export interface Episode {
  /** `[W]` class numbers; a class's position here is its label within the episode. */
  classes: Int32Array;
  /** `[W·S]` rows to fit the classifier on. */
  support: Int32Array;
  /** `[W·Q]` rows to classify; none of them is in `support`. */
  query: Int32Array;
}

/**
 * Fits E episodes at once and scores their queries.
 *
 * @param support - `[E, W·S, D]` features, class-major: rows 0…S−1 are class 0's
 * @param query - `[E, W·Q, D]` features, in any order
 * @param options - `ways`: W, the number of classes in an episode
 * @returns `[E, W·Q, W]`, the higher the likelier; the caller disposes it
 */
export type Classifier = (
  support: Tensor3D,
  query: Tensor3D,
  options: { ways: number },
) => Tensor3D | Promise<Tensor3D>;
