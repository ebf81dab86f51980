/** How one loss looks in every chart and table: a colour for each theme and a dash, so that colour is never alone. */
export interface LossStyle {
  light: string;
  dark: string;
  /** SVG dash lengths; empty is a whole line. */
  dash: number[];
}

const styles: LossStyle[] = [
  { light: '#1f5f9e', dark: '#7ab8f0', dash: [6, 3] },
  { light: '#b0410e', dark: '#f5a067', dash: [] },
  { light: '#1b7345', dark: '#67cf97', dash: [2, 2] },
  { light: '#82399a', dark: '#d49be6', dash: [9, 3, 2, 3] },
  { light: '#7d6000', dark: '#dcbd4a', dash: [12, 3] },
  { light: '#4d5966', dark: '#b1bcc8', dash: [4, 2, 1, 2] },
];

/** Colours of axes, grids and their text, by theme. */
export const chartInk = {
  text: { light: '#4a5058', dark: '#b9bfc7' },
  line: { light: '#8b929b', dark: '#6d7580' },
  grid: { light: '#e4e5e3', dark: '#2f343b' },
} as const satisfies Record<string, { light: string; dark: string }>;

/** Styles for the losses of a run, in their order; after six they repeat. */
export function lossStyles(losses: string[]): Map<string, LossStyle> {
  return new Map(losses.map((loss, i) => [loss, styles[i % styles.length]!]));
}

/**
 * CSS that turns the charts dark: an SVG carries the light colours as attributes, which a rule outweighs.
 */
export function darkChartRules(): string {
  const pairs = [...styles, ...Object.values(chartInk)];
  return pairs
    .flatMap(({ light, dark }) => [
      `[stroke="${light}"] { stroke: ${dark}; }`,
      `svg [fill="${light}"] { fill: ${dark}; }`,
    ])
    .join('\n');
}
