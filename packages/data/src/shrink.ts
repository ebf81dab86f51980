/** A line of `from` pixels seen as `to` pixels, `to <= from`: which old pixels each new one covers, and by what share. */
interface Coverage {
  /** `[to]` the first old pixel */
  first: Int32Array;
  /** `[to × reach]` shares of the old pixels from the first on; they add up to 1 */
  shares: Float64Array;
  reach: number;
}

function coverage(from: number, to: number): Coverage {
  const step = from / to;
  const reach = Math.min(from, Math.ceil(step) + 1);
  const first = new Int32Array(to);
  const shares = new Float64Array(to * reach);
  for (let place = 0; place < to; place++) {
    const start = place * step;
    const end = start + step;
    first[place] = Math.min(Math.floor(start), from - reach); // the last windows begin early, with shares of 0
    for (let i = 0; i < reach; i++) {
      const pixel = first[place]! + i;
      shares[place * reach + i] = Math.max(0, Math.min(end, pixel + 1) - Math.max(start, pixel)) / step;
    }
  }
  return { first, shares, reach };
}

/**
 * Returns a function that scales a square single-channel picture from `from` to `to` pixels a side, `to <= from`,
 * each new pixel being the mean of the area that it covers.
 */
export function shrink(from: number, to: number): (pixels: Uint8Array) => Uint8Array {
  if (from === to) return (pixels) => pixels;
  const lines = coverage(from, to);
  const original = new Float64Array(from * from);
  const narrow = new Float64Array(from * to);
  const small = new Float64Array(to * to);
  return (pixels) => {
    original.set(pixels);
    shrinkLines(original, narrow, lines, {
      count: from,
      lineStep: from,
      pixelStep: 1,
      newLineStep: to,
      newPixelStep: 1,
    });
    shrinkLines(narrow, small, lines, { count: to, lineStep: 1, pixelStep: to, newLineStep: 1, newPixelStep: to });
    const rounded = new Uint8Array(to * to);
    for (let i = 0; i < rounded.length; i++) rounded[i] = small[i]! + 0.5;
    return rounded;
  };
}

interface Strides {
  count: number;
  lineStep: number;
  pixelStep: number;
  newLineStep: number;
  newPixelStep: number;
}

function shrinkLines(source: Float64Array, target: Float64Array, lines: Coverage, strides: Strides): void {
  const { first, shares, reach } = lines;
  const { count, lineStep, pixelStep, newLineStep, newPixelStep } = strides;
  for (let line = 0; line < count; line++) {
    for (let place = 0; place < first.length; place++) {
      const start = line * lineStep + first[place]! * pixelStep;
      let sum = 0;
      for (let i = 0; i < reach; i++) sum += shares[place * reach + i]! * source[start + i * pixelStep]!;
      target[line * newLineStep + place * newPixelStep] = sum;
    }
  }
}
