import { displayName, settingName } from './display-names.js';
import { type Html, html } from './html.js';
import type { EpisodePicture } from './schema.js';
import { tableFrame } from './table-frame.js';

type Query = EpisodePicture['query'][number];

/** A few real episodes: each class with its support pictures and its queries, marked right or wrong. */
export function episodeSection(episodes: EpisodePicture[]): Html {
  return html`<section aria-labelledby="episodes">
<h2 id="episodes">Episodes as pictures</h2>
${
  episodes.length > 0
    ? html`<p class="note">A row is a class: what the classifier saw of it (support), then the pictures it had to name
(queries). A wrong one has a thick frame and the number of the class it was taken for: <span class="badge wrong">✗ 3</span>
is “taken for class 3”, <span class="badge right">✓</span>&nbsp;is right.</p>${episodes.map(episodeFigure)}`
    : html`<p>No pictures: the run recorded no episodes.</p>`
}
</section>`;
}

function episodeFigure(episode: EpisodePicture, index: number): Html {
  const { query, classNames } = episode;
  const right = query.filter(({ label, prediction }) => label === prediction).length;
  const title = `${displayName(episode.dataset)}, ${settingName(episode)}: ${displayName(episode.loss)}, seed ${episode.seed}`;
  return html`<article class="episode" aria-labelledby="episode-${index}">
<h3 id="episode-${index}">${title} <span class="score">${right} of ${query.length} right</span></h3>
${tableFrame(
  title,
  html`<thead><tr><th scope="col">Class</th><th scope="col">Support</th><th scope="col">Queries</th></tr></thead>
<tbody>${classNames.map((name, label) => classRow(name, label, episode))}</tbody>`,
  'titled',
)}
</article>`;
}

function classRow(name: string, label: number, { support, query, classNames }: EpisodePicture): Html {
  const own = query.filter((picture) => picture.label === label);
  return html`<tr><th scope="row"><span class="class-number">${label + 1}</span> <span class="class-name">${breakable(name)}</span></th>
<td><div class="pictures">${support
    .filter((picture) => picture.label === label)
    .map((picture) => html`<img src="${picture.png}" alt="support picture of ${name}">`)}</div></td>
<td><ul class="pictures">${own.map((picture) => queryPicture(picture, name, classNames))}</ul></td></tr>
`;
}

function queryPicture({ png, label, prediction }: Query, name: string, classNames: string[]): Html {
  const right = label === prediction;
  const taken = classNames[prediction] ?? `class ${prediction + 1}`;
  const alt = right ? `query of ${name}: right` : `query of ${name}: wrong, taken for ${taken}`;
  return html`<li class="${right ? 'right' : 'wrong'}"><img src="${png}" alt="${alt}" title="${alt}"><span class="badge ${
    right ? 'right' : 'wrong'
  }" aria-hidden="true">${right ? '✓' : `✗ ${prediction + 1}`}</span></li>`;
}

/** Lets a long name break after a slash, an underscore or a hyphen. */
const breakable = (name: string): Html[] => name.split(/(?<=[/_-])/).map((part) => html`${part}<wbr>`);
