import { comparisonInterval, comparisonReading, verdict } from './comparison-reading.js';
import { displayName, settingName } from './display-names.js';
import { type Html, html } from './html.js';
import { intervalBar, intervalExtent } from './interval-bar.js';
import { signedPoints } from './number-format.js';
import type { Comparison } from './schema.js';

/** Paired differences with their intervals and what they say in plain words. */
export function comparisonSection(comparisons: Comparison[]): Html {
  return html`<section aria-labelledby="differences">
<h2 id="differences">Paired differences</h2>
${comparisons.length > 0 ? comparisonTable(comparisons) : html`<p>Nothing was compared: that takes two losses on the same episodes.</p>`}
</section>`;
}

function comparisonTable(comparisons: Comparison[]): Html {
  const extent = intervalExtent(comparisons);
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Paired differences"><table>
<caption>Difference in accuracy on the same episodes, in percentage points with its 95&nbsp;% interval</caption>
<thead><tr><th scope="col">Setting</th><th scope="col">Compared</th><th scope="col" class="number">Difference</th>
<th scope="col" class="number">95&nbsp;% interval</th><td class="bar-head" aria-hidden="true">${barHead(comparisons[0]!)}</td>
<th scope="col">Reading</th></tr></thead>
<tbody>${comparisons.map(
    (comparison) => html`<tr><th scope="row">${displayName(comparison.dataset)}, ${settingName(comparison)}</th>
<td class="whole">${displayName(comparison.a)} − ${displayName(comparison.b)}</td>
<td class="number">${signedPoints(comparison.difference)}</td>
<td class="number">${comparisonInterval(comparison)}</td>
<td class="bar" aria-hidden="true">${intervalBar(comparison, extent)}</td>
<td class="${verdict(comparison) === 'unresolved' ? 'reading quiet' : 'reading'}">${comparisonReading(comparison)}</td></tr>
`,
  )}</tbody>
</table></div>`;
}

const barHead = ({ a, b }: Comparison): Html =>
  html`<span>← ${displayName(b)} better</span> <span>${displayName(a)} better →</span>`;
