import { comparisonInterval } from './comparison-reading.js';
import { type Html, html } from './html.js';
import { isMeasured, signedPoints } from './number-format.js';
import type { Comparison } from './schema.js';

const width = 180;
const height = 22;

/** The ends of an axis, as fractions: it holds all the intervals and has room on both sides of zero. */
export function intervalAxis(comparisons: Comparison[]): [number, number] {
  const measured = comparisons.filter(({ difference }) => isMeasured(difference));
  const half = ({ ci95 }: Comparison) => (isMeasured(ci95) ? ci95 : 0);
  const low = Math.min(0, ...measured.map((c) => c.difference - half(c)));
  const high = Math.max(0, ...measured.map((c) => c.difference + half(c)));
  const room = Math.max(high - low, 0.001) * 0.2;
  return [Math.min(low - room / 3, -room), Math.max(high + room / 3, room)];
}

/** A difference and its interval around a line at zero, as SVG. */
export function intervalBar(comparison: Comparison, [low, high]: [number, number]): Html {
  const { difference, ci95 } = comparison;
  const label = `${signedPoints(difference)} in ${comparisonInterval(comparison)}`;
  const x = (fraction: number) => (((fraction - low) / (high - low)) * width).toFixed(1);
  const middle = height / 2;
  const whisker = (half: number) => {
    const [from, to] = [x(difference - half), x(difference + half)];
    return html`<path class="whisker" d="M${from} ${middle}H${to}M${from} 7v8M${to} 7v8"/>`;
  };
  return html`<svg class="interval-bar" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
<path class="zero" d="M${x(0)} 0v${height}"/>${isMeasured(difference) && isMeasured(ci95) && whisker(ci95)}${
    isMeasured(difference) && html`<circle cx="${x(difference)}" cy="${middle}" r="4"/>`
  }</svg>`;
}
