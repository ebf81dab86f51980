import { type Html, html } from './html.js';
import type { ResultFile } from './schema.js';
import { tableFrame } from './table-frame.js';

/** What it takes to make the numbers again: command, commit, engine, versions, configuration. */
export function setupSection(result: ResultFile, notes: string[]): Html {
  const { engine, commit, config } = result;
  return html`<section aria-labelledby="setup">
<h2 id="setup">Set-up</h2>
${notes.map((note) => html`<p class="notice">${note}</p>`)}
${result.command ? html`<p>Produced by</p><pre><code>${result.command}</code></pre>` : html`<p>The command that produced the run was not recorded.</p>`}
<details>
<summary>Engine, versions, commit and configuration</summary>
${settingsTable('Engine and code', [
  ['engine', engine.name],
  ['device', engine.device],
  ...Object.entries(engine.versions).map(([name, version]) => [`${name} version`, version] as [string, string]),
  ['commit', commit ?? 'not recorded'],
])}
${settingsTable('Resolved configuration', flatten(config))}
</details>
<p class="note">The results are in this page as JSON, in the element <code>#result</code>.</p>
</section>`;
}

function settingsTable(caption: string, rows: [string, string][]): Html {
  return tableFrame(
    caption,
    html`<thead class="visually-hidden"><tr><th scope="col">Name</th><th scope="col">Value</th></tr></thead>
<tbody>${rows.map(
      ([name, value]) => html`<tr><th scope="row"><code>${name}</code></th><td><code>${value}</code></td></tr>
`,
    )}</tbody>`,
    'settings',
  );
}

/** Nested settings as dotted names: `{ optim: { momentum: 0.9 } }` is `optim.momentum`. */
function flatten(value: unknown, prefix = ''): [string, string][] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([name, inner]) => flatten(inner, prefix ? `${prefix}.${name}` : name));
  }
  return [[prefix, typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined')]];
}
