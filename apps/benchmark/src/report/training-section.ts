import { displayName, listNames } from './display-names.js';
import { type Html, html } from './html.js';
import { type CurveQuantity, learningCurves, type Training, trainings } from './learning-curves.js';
import { lineChart } from './line-chart.js';
import { lossLabel } from './loss-label.js';
import type { LossStyle } from './loss-style.js';
import { count, isMeasured, lossValue, percent } from './number-format.js';
import type { MetricLine } from './schema.js';
import { tableFrame } from './table-frame.js';

interface ChartChoice {
  quantity: CurveQuantity;
  title: string;
  format?: string;
  zero?: boolean;
  /** Said under the chart where there are several losses. */
  caution?: string;
}

const charts: ChartChoice[] = [
  {
    quantity: 'objective',
    title: 'Objective (what was minimised)',
    caution: 'Each loss has a scale of its own: compare shapes, not heights.',
  },
  { quantity: 'crossEntropy', title: 'Cross-entropy alone' },
  { quantity: 'accuracy', title: 'Accuracy on the training batches', format: '.0%' },
  { quantity: 'imagesPerSecond', title: 'Images per second', format: ',d', zero: true },
];

/** Learning curves, and the state at their end as a table. */
export async function trainingSection(metrics: MetricLine[], styles: Map<string, LossStyle>): Promise<Html> {
  const all = trainings(metrics);
  const figures = await Promise.all(charts.map((chart) => chartFigure(chart, all, styles)));
  return html`<section aria-labelledby="training">
<h2 id="training">Training</h2>
${all.length > 0 ? [legend(all, styles), html`<div class="charts">${figures}</div>`, endTable(all, styles)] : html`<p>No learning curves: the run recorded no metrics.</p>`}
</section>`;
}

const lossesOf = (all: Training[]): string[] => [...new Set(all.map(({ loss }) => loss))];

function legend(all: Training[], styles: Map<string, LossStyle>): Html {
  return html`<p class="legend">${lossesOf(all).map((loss) => lossLabel(loss, styles))} <span class="quiet">one line a seed</span></p>`;
}

async function chartFigure(
  { quantity, title, caution, ...axis }: ChartChoice,
  all: Training[],
  styles: Map<string, LossStyle>,
): Promise<Html | null> {
  const { curves, averaged } = learningCurves(all, quantity);
  if (curves.length === 0) return null;
  const losses = [...new Set(curves.map(({ loss }) => displayName(loss)))];
  const description = `${title} by training step, ${curves.length} lines: ${listNames(losses)}. The table after the charts gives the values at the end.`;
  const chart = await lineChart({ curves, styles, title, description, ...axis });
  const captions = [
    losses.length > 1 && caution,
    averaged > 1 && `Each point is the mean of ${averaged} logged steps.`,
  ];
  const caption = captions.filter((text) => text !== false && text !== undefined).join(' ');
  return html`<figure>${chart}${caption && html`<figcaption>${caption}</figcaption>`}</figure>`;
}

function endTable(all: Training[], styles: Map<string, LossStyle>): Html {
  return tableFrame(
    'The last logged step of each training; images per second is the median over the steps',
    html`<thead><tr><th scope="col">Loss</th>${[
      'Seed',
      'Step',
      'Objective',
      'Cross-entropy',
      'Contrastive',
      'Accuracy, %',
      'Images/s',
    ].map((head) => html`<th scope="col" class="number">${head}</th>`)}</tr></thead>
<tbody>${all.map((training) => endRow(training, styles))}</tbody>`,
  );
}

function endRow({ loss, seed, lines }: Training, styles: Map<string, LossStyle>): Html {
  const last = lines.at(-1)!;
  const cells = [
    String(seed),
    count(last.step),
    lossValue(last.objective),
    lossValue(last.crossEntropy),
    lossValue(last.contrastive),
    percent(last.accuracy, 1),
    count(median(lines.map((line) => line.imagesPerSecond).filter(isMeasured))),
  ];
  return html`<tr><th scope="row">${lossLabel(loss, styles)}</th>${cells.map((cell) => html`<td class="number">${cell}</td>`)}</tr>
`;
}

function median(values: number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
