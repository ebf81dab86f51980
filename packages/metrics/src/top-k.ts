/** Scores of N rows for C classes: one array a row, or all rows in one flat array (then `numClasses` is needed). */
export type Scores = ArrayLike<number> | ArrayLike<ArrayLike<number>>;

export interface TopKOptions {
  /** How many of the best-scored classes count, 1 to C. Default 1. */
  k?: number;
  /** C, the number of classes in a row of flat scores. */
  numClasses?: number;
}

/**
 * Top-k accuracy: the share of rows whose label is among the k classes with the highest scores.
 *
 * Classes with equal scores rank by class number, the lower first, as `argMax` takes them; so top-1 is the accuracy of
 * the argmax, and a model that scores all classes alike is right only where the label is below k.
 *
 * @param scores - `[N, C]`, any scale: logits, probabilities, negative distances; infinite scores rank as they compare
 * @param labels - N class numbers in 0…C−1
 * @returns a number in [0, 1]
 * @throws if a score is NaN, a label is no class, k is not in 1…C, or the lengths do not fit
 *
 * @example
 * ```ts
 * topK([[0.1, 0.7, 0.2], [0.5, 0.3, 0.2]], [2, 0], { k: 2 }); // 1
 * topK(new Float32Array([0.1, 0.7, 0.2, 0.5, 0.3, 0.2]), [2, 0], { numClasses: 3 }); // 0.5
 * ```
 */
export function topK(scores: Scores, labels: ArrayLike<number>, { k = 1, numClasses }: TopKOptions = {}): number {
  const rows = rowsOf(scores, numClasses);
  if (rows.count !== labels.length) {
    throw new Error(`topK: got ${rows.count} rows of scores for ${labels.length} labels; one each is needed`);
  }
  if (labels.length === 0) throw new Error('topK: got no rows; at least one is needed');
  if (!Number.isInteger(k) || k < 1 || k > rows.numClasses) {
    throw new Error(`topK: k (${k}) must be an integer from 1 to the number of classes (${rows.numClasses})`);
  }
  let right = 0;
  for (let row = 0; row < rows.count; row++) if (rankOf(labels[row]!, rows, row) < k) right++;
  return right / rows.count;
}

interface Rows {
  count: number;
  numClasses: number;
  at(row: number, column: number): number;
}

function rowsOf(scores: Scores, numClasses: number | undefined): Rows {
  return typeof scores[0] === 'object'
    ? nestedRows(scores as ArrayLike<ArrayLike<number>>)
    : flatRows(scores as ArrayLike<number>, numClasses);
}

function nestedRows(scores: ArrayLike<ArrayLike<number>>): Rows {
  const numClasses = scores[0]!.length;
  for (let row = 0; row < scores.length; row++) {
    const length = scores[row]!.length;
    if (length !== numClasses) throw new Error(`topK: row ${row} has ${length} scores, row 0 has ${numClasses}`);
  }
  return { count: scores.length, numClasses, at: (row, column) => scores[row]![column]! };
}

function flatRows(scores: ArrayLike<number>, numClasses: number | undefined): Rows {
  if (numClasses === undefined || !Number.isInteger(numClasses) || numClasses < 1) {
    throw new Error(`topK: flat scores need numClasses, a positive integer (got ${numClasses})`);
  }
  if (scores.length % numClasses !== 0) {
    throw new Error(`topK: ${scores.length} scores do not make whole rows of numClasses (${numClasses})`);
  }
  return { count: scores.length / numClasses, numClasses, at: (row, column) => scores[row * numClasses + column]! };
}

/** How many classes of the row come before the label's. */
function rankOf(label: number, { numClasses, at }: Rows, row: number): number {
  if (!Number.isInteger(label) || label < 0 || label >= numClasses) {
    throw new Error(`topK: label ${label} of row ${row} is no class; there are ${numClasses}, numbered from 0`);
  }
  const own = at(row, label);
  let rank = 0;
  for (let column = 0; column < numClasses; column++) {
    const score = at(row, column);
    if (Number.isNaN(score)) throw new Error(`topK: the score of row ${row} for class ${column} is NaN`);
    if (score > own || (score === own && column < label)) rank++;
  }
  return rank;
}
