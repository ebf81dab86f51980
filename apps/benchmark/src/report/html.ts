/** Text that is HTML already; everything else that enters a template is escaped. */
export interface Html {
  readonly markup: string;
}

/** What an {@link html} template takes: `null`, `undefined` and `false` leave nothing behind. */
export type HtmlValue = Html | string | number | null | undefined | false | HtmlValue[];

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Marks text as HTML that needs no escaping; only for markup made here. */
export const trustedHtml = (markup: string): Html => ({ markup });

/**
 * Template tag that escapes every interpolated value, in text and in quoted attributes.
 *
 * @example
 * ```ts
 * html`<p>${'<script>'}</p>`.markup; // <p>&lt;script&gt;</p>
 * ```
 */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return trustedHtml(strings.map((text, i) => text + (i < values.length ? toMarkup(values[i]) : '')).join(''));
}

function toMarkup(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map(toMarkup).join('');
  if (typeof value === 'object') return value.markup;
  return String(value).replace(/[&<>"']/g, (character) => entities[character]!);
}

/** JSON for a `<script type="application/json">`: no `<` is left that could end the element. */
export function scriptJson(value: unknown): Html {
  return trustedHtml(JSON.stringify(value, null, 1).replaceAll('<', '\\u003c'));
}
