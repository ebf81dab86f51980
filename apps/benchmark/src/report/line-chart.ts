import type { TopLevelSpec } from 'vega-lite';
import { displayName } from './display-names.js';
import { type Html, html, trustedHtml } from './html.js';
import type { Curve } from './learning-curves.js';
import { chartInk, type LossStyle } from './loss-style.js';

/** Options of {@link lineChart}. */
export interface LineChartOptions {
  curves: Curve[];
  styles: Map<string, LossStyle>;
  /** Written over the vertical axis. */
  title: string;
  /** Read out for the whole picture. */
  description: string;
  /** Whether the vertical axis starts at zero. */
  zero?: boolean;
  /** A d3 number format for the vertical axis. */
  format?: string;
  width?: number;
  height?: number;
}

/** Draws one line for each loss and seed over the training steps, as SVG in the light theme's colours. */
export async function lineChart(options: LineChartOptions): Promise<Html> {
  const [vega, vegaLite] = await Promise.all([import('vega'), import('vega-lite')]);
  const view = new vega.View(vega.parse(vegaLite.compile(lineChartSpec(options)).spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  const role = html`role="graphics-document" aria-roledescription="line chart" aria-label="${options.description}"`;
  return trustedHtml(svg.replace('<svg ', () => `<svg ${role.markup} `));
}

function lineChartSpec({
  curves,
  styles,
  title,
  description,
  format,
  zero = false,
  width = 440,
  height = 260,
}: LineChartOptions) {
  const losses = [...styles.keys()];
  const spec: TopLevelSpec = {
    width,
    height,
    description,
    background: 'transparent',
    autosize: { type: 'fit', contains: 'padding' },
    padding: 4,
    title: { text: title, anchor: 'start', frame: 'bounds', fontSize: 13, fontWeight: 600, offset: 12 },
    data: { values: curves.flatMap(chartRows) },
    mark: { type: 'line', strokeWidth: 1.75, strokeJoin: 'round', point: curves.some((c) => c.points.length === 1) },
    encoding: {
      x: { field: 'step', type: 'quantitative', title: 'training step' },
      y: {
        field: 'value',
        type: 'quantitative',
        title: null,
        scale: { zero },
        axis: { ...(format ? { format } : {}) },
      },
      color: { field: 'loss', scale: { domain: losses, range: losses.map((l) => styles.get(l)!.light) }, legend: null },
      strokeDash: {
        field: 'loss',
        scale: { domain: losses, range: losses.map((l) => styles.get(l)!.dash) },
        legend: null,
      },
      detail: { field: 'seed' },
      description: { field: 'name' },
    },
    config: chartConfig,
  };
  return spec;
}

const chartRows = ({ loss, seed, points }: Curve) =>
  points.map((point) => ({ ...point, loss, seed, name: `${displayName(loss)}, seed ${seed}` }));

const chartConfig: NonNullable<TopLevelSpec['config']> = {
  font: 'system-ui, sans-serif',
  view: { stroke: null },
  title: { color: chartInk.text.light },
  axis: {
    labelColor: chartInk.text.light,
    titleColor: chartInk.text.light,
    domainColor: chartInk.line.light,
    tickColor: chartInk.line.light,
    gridColor: chartInk.grid.light,
    labelFontSize: 11,
    titleFontSize: 11,
    titleFontWeight: 'normal',
    tickCount: 5,
    tickSize: 4,
    labelPadding: 4,
  },
  axisX: { grid: false },
  axisY: { domain: false, ticks: false },
};
