import { displayName } from './display-names.js';
import { type Html, html } from './html.js';
import type { LossStyle } from './loss-style.js';

/** A loss's name behind a sample of its line, as in the charts. */
export function lossLabel(loss: string, styles: Map<string, LossStyle>): Html {
  const style = styles.get(loss);
  const sample =
    style &&
    html`<svg class="sample" width="26" height="8" viewBox="0 0 26 8" aria-hidden="true"><path d="M1 4h24"
      stroke="${style.light}" stroke-width="2.5" stroke-dasharray="${style.dash.join(' ')}" fill="none"/></svg>`;
  return html`<span class="loss">${sample}${displayName(loss)}</span>`;
}
