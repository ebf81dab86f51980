import { verdict } from './comparison-reading.js';
import { displayName, settingName } from './display-names.js';
import { type Html, html } from './html.js';
import { lossLabel } from './loss-label.js';
import type { LossStyle } from './loss-style.js';
import { count, isMeasured, percent } from './number-format.js';
import type { LossCell, ResultGroup, Setting } from './result-groups.js';
import type { Comparison } from './schema.js';
import { tableFrame } from './table-frame.js';

/** The headline tables: losses by settings, mean over seeds with its interval. */
export function accuracySection(
  groups: ResultGroup[],
  comparisons: Comparison[],
  styles: Map<string, LossStyle>,
): Html {
  return html`<section aria-labelledby="accuracy">
<h2 id="accuracy">Accuracy</h2>
${groups.map((group) => accuracyTable(group, comparisons, styles))}
<p class="note">${explanation(groups, comparisons)}</p>
</section>`;
}

function explanation(groups: ResultGroup[], comparisons: Comparison[]): string {
  const cells = groups
    .flatMap((group) => group.losses.flatMap((row) => row.cells))
    .filter((cell) => cell !== undefined);
  const several = cells.some(({ seeds }) => seeds > 1);
  const parts = [
    `Percent of query pictures named correctly${several ? ', mean over seeds' : ''}.`,
    cells.some(({ ci95 }) => isMeasured(ci95)) &&
      `± is half the 95 % interval over the episodes${several ? ' (the seeds’ mean)' : ''}: what another draw of episodes could change, not another seed.`,
    several && 'The second line gives the lowest and the highest seed.',
    comparisons.length > 0 &&
      'Bold with ▲: better than each loss it was compared with, the paired 95 % interval clear of zero.',
  ];
  return parts.filter((part) => part !== false).join(' ');
}

function accuracyTable(group: ResultGroup, comparisons: Comparison[], styles: Map<string, LossStyle>): Html {
  const { dataset, backbone, settings, losses } = group;
  return tableFrame(
    `${displayName(dataset)}, ${displayName(backbone)}: accuracy in percent`,
    html`<thead><tr><th scope="col">Loss</th>${settings.map(settingHead)}</tr></thead>
<tbody>${losses.map(
      ({ loss, cells }) => html`<tr><th scope="row">${lossLabel(loss, styles)}</th>${cells.map((cell, i) =>
        accuracyCell(cell, isResolvedBest(loss, dataset, settings[i]!, comparisons)),
      )}</tr>
`,
    )}</tbody>`,
    'headline',
  );
}

const settingHead = (setting: Setting): Html =>
  html`<th scope="col" class="number">${settingName(setting)}<small>${count(setting.episodes)} episodes</small></th>`;

function accuracyCell(cell: LossCell | undefined, best: boolean): Html {
  if (!cell) return html`<td class="number">–</td>`;
  const interval = isMeasured(cell.ci95) && html` <span class="interval">± ${percent(cell.ci95)}</span>`;
  const mark = best && html`<span class="mark" role="img" aria-label="resolved best">▲</span> `;
  const value = best ? html`<strong>${percent(cell.accuracy)}</strong>` : percent(cell.accuracy);
  const [low, high] = cell.range;
  const range = cell.seeds > 1 ? `${percent(low)} – ${percent(high)} over ${cell.seeds} seeds` : 'one seed';
  return html`<td class="number"><span class="value">${mark}${value}${interval}</span><small>${range}</small></td>`;
}

/** Whether a loss was compared in this setting and won each comparison with its interval clear of zero. */
function isResolvedBest(loss: string, dataset: string, setting: Setting, comparisons: Comparison[]): boolean {
  const own = comparisons.filter(
    (c) =>
      c.dataset === dataset && c.ways === setting.ways && c.shots === setting.shots && (c.a === loss || c.b === loss),
  );
  return own.length > 0 && own.every((c) => verdict(c) === (c.a === loss ? 'better' : 'worse'));
}
