import { describe, expect, it } from 'vitest';
import { html, scriptJson, trustedHtml } from './html.js';

describe('html', () => {
  it('escapes text, attributes and members of arrays, and keeps its own markup', () => {
    const inner = html`<b>${'a & b'}</b>`;
    const page = html`<p title="${"\" onload='x'"}">${['<i>', inner]}${trustedHtml('<hr>')}</p>`;
    expect(page.markup).toBe('<p title="&quot; onload=&#39;x&#39;">&lt;i&gt;<b>a &amp; b</b><hr></p>');
  });

  it('leaves nothing behind for null, undefined and false, but writes 0', () => {
    expect(html`${null}${undefined}${false}${0}`.markup).toBe('0');
  });
});

describe('scriptJson', () => {
  it('holds no < and reads back as the same value', () => {
    const value = { name: '</script><script>alert(1)</script><!--', nested: [1, null] };
    const { markup } = scriptJson(value);
    expect(markup).not.toContain('<');
    expect(JSON.parse(markup)).toEqual(value);
  });
});
