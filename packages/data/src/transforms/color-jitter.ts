import { drawBelow, drawBetween, type Random, type Transform } from './transform.js';

/** Options of {@link colorJitter}: each a strength `s >= 0`, whose factor is drawn from `[max(0, 1 - s), 1 + s]`. */
export interface ColorJitterOptions {
  /** Default 0: none. */
  brightness?: number;
  /** Default 0: none. */
  contrast?: number;
  /** Default 0: none. Has no effect on pictures with one channel. */
  saturation?: number;
}

/**
 * Changes brightness, contrast and saturation by factors drawn anew, in an order drawn anew, with the meaning that
 * torchvision's ColorJitter gives them: each blends the picture with black, with its mean gray, or with its gray
 * version, and cuts the result off to 0…1.
 *
 * @throws {RangeError} If a strength is negative or not finite.
 */
export function colorJitter({ brightness = 0, contrast = 0, saturation = 0 }: ColorJitterOptions): Transform {
  for (const [name, strength] of Object.entries({ brightness, contrast, saturation })) {
    if (strength >= 0 && strength < Infinity) continue;
    throw new RangeError(`colorJitter: ${name} (${strength}) must be a finite number of at least 0`);
  }
  const changes: [Change, number][] = [
    [adjustBrightness, brightness],
    [adjustContrast, contrast],
    [adjustSaturation, saturation],
  ];
  const wanted = changes.filter(([, strength]) => strength > 0);
  return ({ pixels, shape }, random) => {
    const changed = pixels.slice();
    for (const [change, strength] of inRandomOrder(wanted, random)) {
      change(changed, shape[2], drawBetween(random, Math.max(0, 1 - strength), 1 + strength));
    }
    return { pixels: changed, shape };
  };
}

/** Changes pixels in place; {@link colorJitter} works on a copy. */
type Change = (pixels: Float32Array, channels: number, factor: number) => void;

function inRandomOrder<T>(items: readonly T[], random: Random): T[] {
  const left = [...items];
  return items.map(() => left.splice(drawBelow(random, left.length), 1)[0]!);
}

/** `factor · picture` */
export function adjustBrightness(pixels: Float32Array, _channels: number, factor: number): void {
  for (let i = 0; i < pixels.length; i++) pixels[i] = clamp(factor * pixels[i]!);
}

/** `factor · picture + (1 - factor) · mean gray of the picture` */
export function adjustContrast(pixels: Float32Array, channels: number, factor: number): void {
  let sum = 0;
  for (let i = 0; i < pixels.length; i += channels) sum += grayAt(pixels, i, channels);
  const added = (1 - factor) * ((sum * channels) / pixels.length);
  for (let i = 0; i < pixels.length; i++) pixels[i] = clamp(factor * pixels[i]! + added);
}

/** `factor · picture + (1 - factor) · gray version of the picture` */
export function adjustSaturation(pixels: Float32Array, channels: number, factor: number): void {
  if (channels !== 3) return;
  for (let i = 0; i < pixels.length; i += 3) {
    const added = (1 - factor) * grayAt(pixels, i, channels);
    pixels[i] = clamp(factor * pixels[i]! + added);
    pixels[i + 1] = clamp(factor * pixels[i + 1]! + added);
    pixels[i + 2] = clamp(factor * pixels[i + 2]! + added);
  }
}

/** Luma of ITU-R 601, as torchvision rounds it; a single channel is gray already. */
function grayAt(pixels: Float32Array, i: number, channels: number): number {
  if (channels !== 3) return pixels[i]!;
  return 0.2989 * pixels[i]! + 0.587 * pixels[i + 1]! + 0.114 * pixels[i + 2]!;
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
