import { displayName, settingName } from './display-names.js';
import { type Html, html } from './html.js';
import { lossLabel } from './loss-label.js';
import type { LossStyle } from './loss-style.js';
import { count, isMeasured, percent } from './number-format.js';
import type { ResultGroup } from './result-groups.js';
import type { ResultRow } from './schema.js';
import { tableFrame } from './table-frame.js';

/** Every trained model by itself: one row for each loss and seed. */
export function seedSection(groups: ResultGroup[], styles: Map<string, LossStyle>): Html {
  return html`<section aria-labelledby="seeds">
<h2 id="seeds">Each seed</h2>
${groups.map((group) => seedTable(group, styles))}
</section>`;
}

function seedTable({ dataset, backbone, settings, trainings }: ResultGroup, styles: Map<string, LossStyle>): Html {
  return tableFrame(
    `${displayName(dataset)}, ${displayName(backbone)}: accuracy in percent of each trained model, ± half the 95 % interval over episodes`,
    html`<thead><tr><th scope="col">Loss</th><th scope="col" class="number">Seed</th>${settings.map(
      (setting) => html`<th scope="col" class="number">${settingName(setting)}</th>`,
    )}<th scope="col" class="number">Training, images/s</th></tr></thead>
<tbody>${trainings.map(
      ({ loss, seed, cells, imagesPerSecond }) => html`<tr><th scope="row">${lossLabel(loss, styles)}</th>
<td class="number">${seed}</td>${cells.map(seedCell)}<td class="number">${count(imagesPerSecond)}</td></tr>
`,
    )}</tbody>`,
  );
}

function seedCell(row: ResultRow | undefined): Html {
  if (!row) return html`<td class="number">–</td>`;
  const interval = isMeasured(row.ci95) && html` <span class="interval">± ${percent(row.ci95)}</span>`;
  return html`<td class="number">${percent(row.accuracy)}${interval}</td>`;
}
