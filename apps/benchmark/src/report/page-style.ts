import { darkChartRules } from './loss-style.js';

/** The page's colours by theme; text on its ground has a contrast of at least 4.5. */
export const pageColours: Record<'light' | 'dark', Record<string, string>> = {
  light: {
    ground: '#fbfaf7',
    card: '#ffffff',
    text: '#1d2024',
    quiet: '#5a6069',
    rule: '#dedcd5',
    strong: '#1d2024',
    accent: '#8a3b12',
    right: '#1b6e43',
    wrong: '#b3261e',
  },
  dark: {
    ground: '#14171b',
    card: '#1b1f24',
    text: '#e6e4df',
    quiet: '#a3a9b1',
    rule: '#343a42',
    strong: '#ffffff',
    accent: '#f0a878',
    right: '#6fcf9c',
    wrong: '#ff8f86',
  },
};

const variables = (theme: 'light' | 'dark'): string =>
  Object.entries(pageColours[theme])
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ');

/** All of the report's CSS. Dark only on screens, so that a print is always dark on white. */
export const pageStyle: string = `
:root { color-scheme: light dark; ${variables('light')} }
@media screen and (prefers-color-scheme: dark) {
:root { ${variables('dark')} }
${darkChartRules()}
.pictures img { filter: brightness(0.88); }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 72rem; margin: 0 auto; padding: 3rem 1.5rem 4rem; }
h1, h2, h3 { line-height: 1.2; color: var(--strong); text-wrap: balance; }
h1 { font-size: clamp(1.9rem, 5vw, 2.75rem); letter-spacing: -0.02em; margin: 0.2rem 0 0.8rem; }
h2 { font-size: 1.4rem; letter-spacing: -0.01em; margin: 0 0 0.9rem; }
h3 { font-size: 1.02rem; margin: 0 0 0.6rem; display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; justify-content: space-between; }
section { margin-top: 3.25rem; }
p { margin: 0.6rem 0; max-width: 46rem; }
small { font-size: 0.8rem; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 0.875em; }
pre { background: var(--card); border: 1px solid var(--rule); border-radius: 6px; padding: 0.7rem 0.9rem; margin: 0.4rem 0 1.2rem; white-space: pre-wrap; overflow-wrap: anywhere; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
.kicker { margin: 0; color: var(--accent); font-weight: 600; font-size: 0.9rem; }
.finding { font-size: 1.2rem; line-height: 1.45; margin: 0 0 1.6rem; }
.note, .quiet { color: var(--quiet); }
.note { font-size: 0.9rem; }
.notice { border-left: 4px solid var(--wrong); padding-left: 0.8rem; }
.facts { display: flex; flex-wrap: wrap; gap: 1rem 2.4rem; margin: 0 0 1.2rem; padding: 1rem 0; border-block: 1px solid var(--rule); }
.facts dt { color: var(--quiet); font-size: 0.8rem; }
.facts dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
nav { display: flex; flex-wrap: wrap; gap: 0.4rem 1.3rem; font-size: 0.95rem; }
.scroll { overflow-x: auto; margin: 0 0 1.2rem; }
table { border-collapse: collapse; width: 100%; background: var(--card); border: 1px solid var(--rule); }
caption > span { position: sticky; left: 0; display: inline-block; max-width: calc(100vw - 2rem); }
caption { text-align: left; color: var(--quiet); font-size: 0.9rem; padding: 0 0 0.5rem; }
th, td { padding: 0.55rem 0.9rem; text-align: left; vertical-align: baseline; border-top: 1px solid var(--rule); }
thead th, thead td { border-top: 0; font-size: 0.85rem; font-weight: 600; color: var(--quiet); vertical-align: bottom; }
tbody th { font-weight: 600; white-space: nowrap; position: sticky; left: 0; background: var(--card); }
.number { text-align: right; white-space: nowrap; }
.whole { white-space: nowrap; }
.number small { display: block; font-weight: 400; color: var(--quiet); }
.interval { color: var(--quiet); font-size: 0.85em; }
.headline tbody td { padding-block: 0.8rem; }
.headline .value { font-size: 1.3rem; }
.headline tbody th { font-size: 1.05rem; }
.headline strong { font-weight: 700; color: var(--strong); }
.mark { color: var(--accent); font-size: 0.7em; }
.loss { display: inline-flex; align-items: center; gap: 0.55rem; white-space: nowrap; }
.bar-head div { display: flex; justify-content: space-between; gap: 0.8rem; width: 180px; white-space: nowrap; font-weight: 400; font-size: 0.75rem; }
.bar { padding-block: 0; vertical-align: middle; }
.interval-bar { display: block; }
.interval-bar .zero { stroke: var(--quiet); stroke-dasharray: 2 2; }
.interval-bar .whisker { stroke: var(--accent); stroke-width: 2; fill: none; }
.interval-bar circle { fill: var(--accent); }
.reading { font-weight: 600; min-width: 12rem; }
.reading.quiet { font-weight: 400; }
.legend { display: flex; flex-wrap: wrap; gap: 0.4rem 1.6rem; align-items: center; }
.charts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; margin: 0 0 1.6rem; }
figure { margin: 0; padding: 0.8rem; background: var(--card); border: 1px solid var(--rule); min-width: 0; }
figure > svg { display: block; width: 100%; height: auto; max-width: 38rem; }
figcaption { color: var(--quiet); font-size: 0.8rem; padding: 0.3rem 0.2rem 0; }
.episode { margin: 1.6rem 0 2.2rem; }
.episode th, .episode td { vertical-align: top; padding-inline: 0.7rem; }
.episode tbody th { width: 1%; white-space: normal; font-weight: 400; font-size: 0.9rem; }
.episode td:nth-child(2) { width: 1%; border-right: 1px solid var(--rule); }
.score { font-weight: 400; color: var(--quiet); }
.class-number { font-weight: 700; }
.class-name { display: inline-block; min-width: 6.5rem; color: var(--quiet); }
.pictures { display: flex; flex-wrap: wrap; gap: 0.25rem; margin: 0; padding: 0; list-style: none; }
div.pictures { min-width: 44px; max-width: 146px; width: max-content; }
.pictures img { display: block; width: 42px; height: 42px; object-fit: contain; background: #fff; }
div.pictures img { border: 1px solid var(--rule); }
.pictures li { text-align: center; line-height: 1.3; border: 1px solid var(--rule); padding: 2px 2px 0; }
.pictures li.wrong { border: 3px solid var(--wrong); padding: 0; }
.badge { font-size: 0.75rem; font-weight: 600; white-space: nowrap; }
.badge.right { color: var(--right); }
.badge.wrong { color: var(--wrong); }
details { border-top: 1px solid var(--rule); border-bottom: 1px solid var(--rule); padding: 0.7rem 0; margin: 1rem 0; }
summary { cursor: pointer; font-weight: 600; }
details[open] summary { margin-bottom: 1rem; }
.settings tbody th { font-weight: 400; color: var(--quiet); }
.settings td { width: 100%; overflow-wrap: anywhere; }
.settings th, .settings td { padding-block: 0.3rem; }
.visually-hidden, .titled caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 40rem) { main { padding: 1.5rem 1rem 3rem; } th, td { padding-inline: 0.6rem; } .facts { gap: 0.8rem 1.6rem; } .charts { grid-template-columns: 1fr; } .pictures img { width: 32px; height: 32px; } .class-name { min-width: 0; font-size: 0.8rem; } .episode th, .episode td { padding-inline: 0.45rem; } }
@media print {
body { background: #fff; font-size: 11px; } main { max-width: none; padding: 0; } nav { display: none; }
section { margin-top: 1.6rem; } h2, h3 { break-after: avoid; } tr, figure { break-inside: avoid; } .scroll { overflow: visible; }
details::details-content { content-visibility: visible; block-size: auto; }
* { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
