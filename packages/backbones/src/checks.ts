import type { Tensor } from '@tensorflow/tfjs-core';

/** @throws unless every value is a positive integer; names the first that is not. */
export function assertCount(owner: string, counts: Record<string, number>): void {
  for (const [name, count] of Object.entries(counts))
    if (!Number.isSafeInteger(count) || count < 1)
      throw new Error(`${owner}: ${name} (${count}) must be a positive integer`);
}

/** @throws unless there are exactly four widths, positive integers. */
export function assertFourWidths(owner: string, widths: readonly number[]): void {
  if (widths.length !== 4)
    throw new Error(`${owner}: widths (${widths.join(', ')}) must be four numbers, one per block`);
  widths.forEach((width, i) => {
    assertCount(owner, { [`widths[${i}]`]: width });
  });
}

/** @throws unless `features` is float32 `[N, inFeatures]`; prints both shapes. */
export function assertFeatures(owner: string, features: Tensor, inFeatures: number): void {
  if (features.rank === 2 && features.shape[1] === inFeatures && features.dtype === 'float32') return;
  throw new Error(`${owner}: features are ${features.dtype} [${features.shape}]; expected float32 [N,${inFeatures}]`);
}

/** @throws unless `images` is float32 `[N, H, W, inChannels]` with at least one image, `H` and `W` at least `minimum`. */
export function assertImages(owner: string, images: Tensor, inChannels: number, minimum: number): void {
  const [count = 0, height = 0, width = 0, channels] = images.shape;
  const fits = images.rank === 4 && channels === inChannels && count > 0 && height >= minimum && width >= minimum;
  if (fits && images.dtype === 'float32') return;
  throw new Error(
    `${owner}: images are ${images.dtype} [${images.shape}]; expected float32 [N,H,W,${inChannels}] with N at least 1, H and W at least ${minimum}`,
  );
}
