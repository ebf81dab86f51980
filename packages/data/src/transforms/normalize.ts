import type { ChannelStatistics } from '../types.js';
import type { Transform } from './transform.js';

/**
 * `(value - mean) / std` for each channel. One number in each list serves all channels.
 *
 * @throws {RangeError} If a deviation is not positive, or the lists do not fit each other or the picture.
 * @example
 * ```ts
 * const transform = normalize({ mean: [0.5071, 0.4867, 0.4408], std: [0.2675, 0.2565, 0.2761] });
 * ```
 */
export function normalize({ mean, std }: ChannelStatistics): Transform {
  if (mean.length !== std.length || mean.length === 0) {
    throw new RangeError(`normalize: mean has ${mean.length} channels and std ${std.length}; they must be as many`);
  }
  for (const [channel, value] of [...mean.entries(), ...std.entries()]) {
    if (!Number.isFinite(value)) throw new RangeError(`normalize: channel ${channel} has ${value}; it must be finite`);
  }
  for (const [channel, value] of std.entries()) {
    if (value <= 0) throw new RangeError(`normalize: std[${channel}] (${value}) must be positive`);
  }
  return ({ pixels, shape }) => {
    const channels = mean.length;
    if (channels !== 1 && channels !== shape[2]) {
      throw new RangeError(`normalize: mean has ${channels} channels, but the picture has ${shape[2]}`);
    }
    const normalized = new Float32Array(pixels.length);
    for (let channel = 0; channel < channels; channel++) {
      const center = mean[channel]!;
      const scale = 1 / std[channel]!;
      for (let i = channel; i < pixels.length; i += channels) normalized[i] = (pixels[i]! - center) * scale;
    }
    return { pixels: normalized, shape };
  };
}
