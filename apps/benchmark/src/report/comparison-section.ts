import { comparisonInterval, comparisonReading, verdict } from './comparison-reading.js';
import { displayName, settingName } from './display-names.js';
import { type Html, html } from './html.js';
import { intervalAxis, intervalBar } from './interval-bar.js';
import { signedPoints } from './number-format.js';
import type { Comparison } from './schema.js';
import { tableFrame } from './table-frame.js';

/** Paired differences with their intervals and what they say in plain words. */
export function comparisonSection(comparisons: Comparison[]): Html {
  return html`<section aria-labelledby="differences">
<h2 id="differences">Paired differences</h2>
${comparisons.length > 0 ? comparisonTable(comparisons) : html`<p>Nothing was compared: that takes two losses on the same episodes.</p>`}
</section>`;
}

function comparisonTable(comparisons: Comparison[]): Html {
  const oneDataset = new Set(comparisons.map(({ dataset }) => dataset)).size === 1;
  const axis = intervalAxis(comparisons);
  return tableFrame(
    'Difference in accuracy on the same episodes, in percentage points with its 95 % interval',
    html`<thead><tr><th scope="col">Setting</th><th scope="col">Compared</th><th scope="col" class="number">Difference</th>
<th scope="col" class="number">95&nbsp;% interval</th><th scope="col" class="bar-head">${barHead(comparisons)}</th>
<th scope="col">Reading</th></tr></thead>
<tbody>${comparisons.map(
      (
        comparison,
      ) => html`<tr><th scope="row">${oneDataset ? settingName(comparison) : `${displayName(comparison.dataset)}, ${settingName(comparison)}`}</th>
<td class="whole">${displayName(comparison.a)} − ${displayName(comparison.b)}</td>
<td class="number">${signedPoints(comparison.difference)}</td>
<td class="number">${comparisonInterval(comparison)}</td>
<td class="bar">${intervalBar(comparison, axis)}</td>
<td class="${verdict(comparison) === 'unresolved' ? 'reading quiet' : 'reading'}">${comparisonReading(comparison)}</td></tr>
`,
    )}</tbody>`,
  );
}

const barHead = (comparisons: Comparison[]): Html => {
  const [first, ...others] = comparisons;
  const onePair = others.every(({ a, b }) => a === first!.a && b === first!.b);
  const [left, right] = onePair ? [displayName(first!.b), displayName(first!.a)] : ['second', 'first'];
  return html`<div><span>← ${left} better</span> <span>${right} better →</span></div>`;
};
