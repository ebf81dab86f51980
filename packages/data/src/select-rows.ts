import { DataError } from './data-error.js';
import type { ImageDataset } from './types.js';

/** The given rows of a data set, in the given order, under a new name; the pixels are shared. */
export function selectRows(dataset: ImageDataset, rows: ArrayLike<number>, name: string = dataset.name): ImageDataset {
  const { classNames, imageShape } = dataset;
  const kept = Int32Array.from(rows);
  return {
    name,
    classNames,
    imageShape,
    labels: kept.map((row) => dataset.labels[row]!),
    image: (index) => dataset.image(kept[index]!),
  };
}

/**
 * The images of the given classes, under a new name; labels count anew from 0 in the order given.
 *
 * @throws {DataError} If the data set lacks one of the classes.
 * @example
 * ```ts
 * const pets = selectClasses(all, ['cat', 'dog'], 'pets');
 * ```
 */
export function selectClasses(dataset: ImageDataset, classNames: readonly string[], name: string): ImageDataset {
  const newLabelOf = new Map(classNames.map((className, label) => [dataset.classNames.indexOf(className), label]));
  for (const className of classNames) {
    if (!dataset.classNames.includes(className)) {
      throw new DataError(`${name}: the class list names ${className}, which ${dataset.name} does not have`);
    }
  }
  const rows = Array.from(dataset.labels.keys()).filter((row) => newLabelOf.has(dataset.labels[row]!));
  const labels = Int32Array.from(rows, (row) => newLabelOf.get(dataset.labels[row]!)!);
  return { ...selectRows(dataset, rows, name), classNames: [...classNames], labels };
}
