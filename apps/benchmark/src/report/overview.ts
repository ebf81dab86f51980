import { comparisonSummary } from './comparison-reading.js';
import { displayName, listNames } from './display-names.js';
import { type Html, html } from './html.js';
import { count } from './number-format.js';
import type { ResultGroup } from './result-groups.js';
import type { ResultFile } from './schema.js';

/** The page's title: `CE and CLCE on Omniglot`. */
export function reportTitle({ results }: ResultFile): string {
  return `${listNames(unique(results.map(({ loss }) => displayName(loss))))} on ${listNames(
    unique(results.map(({ dataset }) => displayName(dataset))),
  )}`;
}

/** The top of the page: title, what came out in a sentence, and the run at a glance. */
export function overview(result: ResultFile, groups: ResultGroup[]): Html {
  const { results, comparisons, engine } = result;
  const facts: [string, string][] = [
    ['Data', listNames(unique(results.map(({ dataset }) => displayName(dataset))))],
    ['Backbone', listNames(unique(results.map(({ backbone }) => displayName(backbone))))],
    ['Seeds', unique(results.map(({ seed }) => String(seed))).join(', ')],
    ['Episodes a setting', unique(groups.flatMap((g) => g.settings.map(({ episodes }) => count(episodes)))).join(', ')],
    ['Engine', engine.name],
    ['Device', engine.device],
    ['Commit', result.commit?.slice(0, 10) ?? 'not recorded'],
  ];
  return html`<header>
<p class="kicker">CLCE benchmark · ${listNames(unique(results.map(({ task }) => task)))}</p>
<h1>${reportTitle(result)}</h1>
${comparisons.length > 0 && html`<p class="finding">${comparisonSummary(comparisons).join(' ')}</p>`}
<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<nav aria-label="Sections"><a href="#accuracy">Accuracy</a> <a href="#differences">Paired differences</a>
<a href="#seeds">Each seed</a> <a href="#training">Training</a> <a href="#episodes">Episodes</a> <a href="#setup">Set-up</a></nav>
</header>`;
}

const unique = (values: string[]): string[] => [...new Set(values)];
