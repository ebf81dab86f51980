import { DataError } from './data-error.js';
import { decodeOmniglot, omniglotSize } from './decode-omniglot.js';
import { decodedCache } from './decoded-cache.js';
import { readTarGz } from './read-tar-gz.js';
import { selectClasses } from './select-rows.js';
import { readShippedArchive, shippedArchives } from './shipped-archive.js';
import vinyals from './splits/omniglot-vinyals.json' with { type: 'json' };
import type { DatasetSplits } from './types.js';

export interface OmniglotOptions {
  /** Pixels a side, 1 to 105. Default 28. */
  imageSize?: number | undefined;
  /**
   * `official`: the 964 background characters train, the 659 evaluation characters test, none validate.
   * `vinyals`: 1,028 / 172 / 423 characters, as in Matching Networks (without its rotated classes). Default `official`.
   */
  split?: 'official' | 'vinyals' | undefined;
  /** Background alphabets to take out of the official training split for validation. Default none. */
  validationAlphabets?: readonly string[] | undefined;
}

/**
 * Omniglot: 1,623 handwritten characters of 50 alphabets, 20 images each, `[28, 28, 1]`, ink 255 on 0. Shipped with
 * this package. Classes are called `Alphabet/characterNN`.
 *
 * @throws {DataError} If an option is out of range or the shipped archive is damaged.
 * @example
 * ```ts
 * const { train, test } = await omniglot(); // 19,280 and 13,180 images
 * ```
 */
export async function omniglot(options: OmniglotOptions = {}): Promise<DatasetSplits> {
  const { imageSize = 28 } = options;
  if (!Number.isInteger(imageSize) || imageSize < 1 || imageSize > omniglotSize) {
    throw new DataError(`omniglot: imageSize (${imageSize}) must be a whole number from 1 to ${omniglotSize}`);
  }
  const archive = await readShippedArchive(shippedArchives.omniglot);
  const whole = await decodedCache({
    name: 'omniglot',
    key: { sha256: shippedArchives.omniglot.sha256, imageSize },
    decode: async () => decodeOmniglot(await readTarGz(archive), imageSize),
  });
  const names = splitClasses(whole.classNames, options);
  const part = (key: 'train' | 'validation' | 'test') => selectClasses(whole, names[key], `omniglot-${key}`);
  const validation = names.validation.length > 0 ? { validation: part('validation') } : {};
  return { name: 'omniglot', train: part('train'), ...validation, test: part('test'), statistics };
}

/** Of the background characters at 28 × 28. */
const statistics = { mean: [0.078], std: [0.23] };

interface ClassSplit {
  train: string[];
  validation: string[];
  test: string[];
}

/** Background characters come first: the archive's paths are sorted. */
const backgroundClasses = 964;

function splitClasses(
  classNames: string[],
  { split = 'official', validationAlphabets = [] }: OmniglotOptions,
): ClassSplit {
  if (split === 'vinyals') return vinyalsSplit(classNames);
  if (split !== 'official') throw new DataError(`omniglot: split (${split}) must be official or vinyals`);
  const background = classNames.slice(0, backgroundClasses);
  for (const alphabet of validationAlphabets) {
    if (background.some((name) => alphabetOf(name) === alphabet)) continue;
    const known = [...new Set(background.map(alphabetOf))].join(', ');
    throw new DataError(`omniglot: validationAlphabets has ${alphabet}, but the background alphabets are ${known}`);
  }
  const held = (name: string): boolean => validationAlphabets.includes(alphabetOf(name));
  return {
    train: background.filter((name) => !held(name)),
    validation: background.filter(held),
    test: classNames.slice(backgroundClasses),
  };
}

/** The lists name alphabets and, where one is divided, characters; what they leave out trains. */
function vinyalsSplit(classNames: string[]): ClassSplit {
  const named = (list: string[]) => (name: string) => list.includes(name) || list.includes(alphabetOf(name));
  const validation = classNames.filter(named(vinyals.validation));
  const test = classNames.filter(named(vinyals.test));
  const others = new Set([...validation, ...test]);
  return { train: classNames.filter((name) => !others.has(name)), validation, test };
}

const alphabetOf = (className: string): string => className.slice(0, className.indexOf('/'));
