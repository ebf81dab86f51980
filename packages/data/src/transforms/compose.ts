import type { Transform } from './transform.js';

/**
 * One transform after the other, sharing one random generator.
 *
 * @example
 * ```ts
 * const transform = compose([randomCrop({ padding: 4 }), horizontalFlip(), normalize(statistics)]);
 * ```
 */
export function compose(transforms: readonly Transform[]): Transform {
  return (image, random) => transforms.reduce((current, transform) => transform(current, random), image);
}
