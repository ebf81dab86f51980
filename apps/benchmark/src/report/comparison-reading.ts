import { displayName } from './display-names.js';
import { isMeasured, signedPoints } from './number-format.js';
import type { Comparison } from './schema.js';

/** What a paired interval allows to say about `a` against `b`. */
export type Verdict = 'better' | 'worse' | 'unresolved' | 'no interval';

/** `better` or `worse` only where the 95 % interval lies wholly on one side of zero. */
export function verdict({ difference, ci95 }: Comparison): Verdict {
  if (!isMeasured(difference) || !isMeasured(ci95)) return 'no interval';
  if (Math.abs(difference) <= ci95) return 'unresolved';
  return difference > 0 ? 'better' : 'worse';
}

/** A comparison in words: `CLCE is better by 0.42 points`, `no difference resolved`. */
export function comparisonReading(comparison: Comparison): string {
  const size = signedPoints(Math.abs(comparison.difference)).replace('+', '');
  switch (verdict(comparison)) {
    case 'better':
      return `${displayName(comparison.a)} is better by ${size} points`;
    case 'worse':
      return `${displayName(comparison.b)} is better by ${size} points`;
    case 'unresolved':
      return 'no difference resolved';
    default:
      return 'no interval, so nothing to conclude';
  }
}

/** The interval's ends in points: `[+0.10, +0.74]`. */
export function comparisonInterval({ difference, ci95 }: Comparison): string {
  if (!isMeasured(difference) || !isMeasured(ci95)) return '–';
  return `[${signedPoints(difference - ci95)}, ${signedPoints(difference + ci95)}]`;
}

/** All comparisons in a sentence for each pair: `In 2 of 3 settings CLCE is better than CE; …`. */
export function comparisonSummary(comparisons: Comparison[]): string[] {
  const pairs = new Map<string, Comparison[]>();
  for (const comparison of comparisons) {
    const pair = `${displayName(comparison.a)}\n${displayName(comparison.b)}`;
    pairs.set(pair, [...(pairs.get(pair) ?? []), comparison]);
  }
  return [...pairs].map(([pair, members]) => pairSummary(pair.split('\n') as [string, string], members));
}

function pairSummary([a, b]: [string, string], members: Comparison[]): string {
  const total = members.length;
  const where = (n: number) => {
    if (total === 1) return 'in the only setting';
    return n === total ? `in all ${total} settings` : `in ${n} of ${total} settings`;
  };
  const readings: [Verdict, string][] = [
    ['better', `${a} is better than ${b}`],
    ['worse', `${b} is better than ${a}`],
    ['unresolved', `no difference between ${a} and ${b} is resolved`],
    ['no interval', `${a} and ${b} were compared without an interval`],
  ];
  const said = readings.flatMap(([wanted, text]) => {
    const n = members.filter((member) => verdict(member) === wanted).length;
    return n > 0 ? [`${where(n)} ${text}`] : [];
  });
  return `I${said.join('; ').slice(1)}.`;
}
