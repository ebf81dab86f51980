import { type Html, html } from './html.js';
import { isMeasured } from './number-format.js';
import type { Comparison } from './schema.js';

const width = 180;
const height = 22;

/** The half width, as a fraction, of an axis around zero that holds all the intervals. */
export function intervalExtent(comparisons: Comparison[]): number {
  const reach = comparisons.map(({ difference, ci95 }) => Math.abs(difference) + (isMeasured(ci95) ? ci95 : 0));
  return Math.max(...reach.filter(isMeasured), 0.001) * 1.08;
}

/** A difference and its interval around a line at zero, as SVG; the numbers stand in the row's text. */
export function intervalBar({ difference, ci95 }: Comparison, extent: number): Html {
  if (!isMeasured(difference)) return html``;
  const x = (fraction: number) => ((fraction / extent + 1) * 0.5 * width).toFixed(1);
  const middle = height / 2;
  const whisker =
    isMeasured(ci95) &&
    html`<path class="whisker" d="M${x(difference - ci95)} ${middle}H${x(difference + ci95)}M${x(difference - ci95)} 7v8M${x(difference + ci95)} 7v8"/>`;
  return html`<svg class="interval-bar" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" aria-hidden="true">
<path class="zero" d="M${width / 2} 0v${height}"/>${whisker}<circle cx="${x(difference)}" cy="${middle}" r="4"/></svg>`;
}
