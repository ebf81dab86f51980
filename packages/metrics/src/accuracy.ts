/**
 * The share of predictions that equal their label.
 *
 * @param predictions - N predicted class numbers
 * @param labels - N true class numbers
 * @returns a number in [0, 1]
 * @throws if there are no predictions, or the two differ in length
 *
 * @example
 * ```ts
 * accuracy([2, 0, 1, 1], [2, 0, 0, 1]); // 0.75
 * ```
 */
export function accuracy(predictions: ArrayLike<number>, labels: ArrayLike<number>): number {
  if (predictions.length !== labels.length) {
    throw new Error(`accuracy: got ${predictions.length} predictions for ${labels.length} labels; one each is needed`);
  }
  if (labels.length === 0) throw new Error('accuracy: got no predictions; at least one is needed');
  let right = 0;
  for (let row = 0; row < labels.length; row++) if (predictions[row] === labels[row]) right++;
  return right / labels.length;
}
