import pins from './wheels.json' with { type: 'json' };

/** One wheel, pinned by version and hash. */
export interface WheelPin {
  name: string;
  version: string;
  /** The platform tag pip is asked for. */
  platform: string;
  sha256: string;
  /** Size of the download. */
  bytes: number;
  /** Size of the files that are kept of it. */
  unpackedBytes: number;
}

/** The TensorFlow release whose C library is installed. */
export const tensorflowVersion: string = pins.tensorflow;

/** The CPython release whose wheels are taken; only their C library is used, so the local Python may be any. */
export const wheelPython: string = pins.python;

/** The wheels of every platform that has some. The first of a list is TensorFlow itself. */
export const wheels: Readonly<Record<string, readonly WheelPin[]>> = pins.targets;
