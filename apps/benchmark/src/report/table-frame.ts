import { type Html, html } from './html.js';

/** A table with its caption in a frame that scrolls by itself, by keyboard too, where the page is narrow. */
export function tableFrame(caption: string, rows: Html, className = ''): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table class="${className}">
<caption><span>${caption}</span></caption>
${rows}
</table></div>`;
}
