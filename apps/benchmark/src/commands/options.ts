import { InvalidArgumentError } from 'commander';

/** A number, as written; ranges are the configuration schema's business. */
export function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('it must be a number.');
  return value;
}

/** Comma-separated words: `ce,clce`. */
export function words(text: string): string[] {
  const found = text.split(',').map((word) => word.trim());
  if (found.some((word) => word === '')) throw new InvalidArgumentError('it must be words separated by commas.');
  return found;
}

/** Comma-separated numbers: `1,2,3`. */
export const numbers = (text: string): number[] => words(text).map(number);

/** `5x1,20x1`: ways × shots of each few-shot setting. */
export function settings(text: string): { ways: number; shots: number }[] {
  return words(text).map((word) => {
    const match = /^(\d+)x(\d+)$/.exec(word);
    if (!match) throw new InvalidArgumentError('it must be WAYSxSHOTS, for example 5x1,5x5.');
    return { ways: Number(match[1]), shots: Number(match[2]) };
  });
}
