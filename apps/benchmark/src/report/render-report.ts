import { accuracySection } from './accuracy-section.js';
import { comparisonSection } from './comparison-section.js';
import { episodeSection } from './episode-section.js';
import { html, scriptJson, trustedHtml } from './html.js';
import { lossStyles } from './loss-style.js';
import { overview, reportTitle } from './overview.js';
import { pageStyle } from './page-style.js';
import { resultGroups } from './result-groups.js';
import type { EpisodePicture, MetricLine, ResultFile } from './schema.js';
import { seedSection } from './seed-section.js';
import { setupSection } from './setup-section.js';
import { trainingSection } from './training-section.js';

/** What a report shows. */
export interface ReportInput {
  result: ResultFile;
  /** Learning curves; without them the section says so. */
  metrics?: MetricLine[];
  /** Episodes to show as pictures; without them the section says so. */
  episodes?: EpisodePicture[];
  /** Sentences for the reader, such as a file that could not be read. */
  notes?: string[];
}

// The browser itself refuses scripts and every address but embedded pictures.
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * Renders a run as one self-contained HTML page: inline style, charts as SVG, pictures and the results embedded.
 *
 * @returns the page's text; the same input gives the same page
 */
export async function renderReport({ result, metrics = [], episodes = [], notes = [] }: ReportInput): Promise<string> {
  const groups = resultGroups(result);
  const styles = lossStyles([...new Set([...result.results, ...metrics].map(({ loss }) => loss))]);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${reportTitle(result)} · CLCE benchmark</title>
<style>${trustedHtml(pageStyle)}</style>
</head>
<body>
<main>
${overview(result, groups)}
${accuracySection(groups, result.comparisons, styles)}
${comparisonSection(result.comparisons)}
${seedSection(groups, styles)}
${await trainingSection(metrics, styles)}
${episodeSection(episodes)}
${setupSection(result, notes)}
</main>
<script type="application/json" id="result">${scriptJson(result)}</script>
</body>
</html>
`.markup;
}
