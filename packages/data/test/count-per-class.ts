import type { ImageDataset } from '../src/types.js';

/** `[C]` How many pictures each class has. */
export function countPerClass({ labels, classNames }: ImageDataset): number[] {
  const counts = classNames.map(() => 0);
  for (const label of labels) counts[label]!++;
  return counts;
}
