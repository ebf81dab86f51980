import { describe, expect, it } from 'vitest';
import { exampleEpisodes, exampleMetrics, exampleResult, pixel } from './fixtures/example-run.js';
import { renderReport } from './render-report.js';

const full = () =>
  renderReport({ result: exampleResult(), metrics: exampleMetrics(), episodes: exampleEpisodes(), notes: ['A note.'] });
const all = (page: string, pattern: RegExp) => [...page.matchAll(pattern)].map((match) => match[1]!);
const voids = new Set(['meta', 'img', 'wbr', 'hr', 'br']);

/** The elements that are not closed in the order in which they were opened. */
function unclosed(page: string): string[] {
  const open: string[] = [];
  const markup = page.replace(/<style>.*?<\/style>/s, '').replace(/<!doctype html>/, '');
  for (const [, slash, name, rest] of markup.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:"[^"]*"|[^">])*)>/g)) {
    if (voids.has(name!) || rest!.endsWith('/')) continue;
    if (!slash) open.push(name!);
    else if (open.at(-1) === name) open.pop();
    else return [...open, `/${name}`];
  }
  return open;
}

describe('renderReport', () => {
  it('is a whole page: title, language, sections in order, every element closed', async () => {
    const page = await full();
    expect(page.startsWith('<!doctype html>\n<html lang="en">')).toBe(true);
    expect(page).toContain('<title>CE and CLCE on Omniglot · CLCE benchmark</title>');
    expect(all(page, /<h1>(.*?)<\/h1>/g)).toEqual(['CE and CLCE on Omniglot']);
    expect(all(page, /<h2 id="(.*?)"/g)).toEqual(['accuracy', 'differences', 'seeds', 'training', 'episodes', 'setup']);
    expect(unclosed(page)).toEqual([]);
  });

  it('asks nothing of the network and runs nothing', async () => {
    const page = await full();
    const addresses = all(page, /((?:https?:)?\/\/[^\s"')<]+)/g).filter((found) => !found.includes('www.w3.org'));
    expect(addresses.filter((found) => found.includes(':') || found.startsWith('//www'))).toEqual([]);
    expect(page).not.toMatch(/<link|<iframe|@import|url\(|\son\w+=/);
    expect(all(page, /<script([^>]*)>/g)).toEqual([' type="application/json" id="result"']);
    expect(all(page, /\ssrc="(.*?)"/g).every((src) => src === pixel)).toBe(true);
    expect(page).toContain('content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:"');
  });

  it('embeds the result as it is', async () => {
    const [json] = all(await full(), /<script type="application\/json" id="result">(.*?)<\/script>/gs);
    expect(JSON.parse(json!)).toEqual(exampleResult());
  });

  it('can be read aloud: captions, scopes, alternative texts, labels that exist once', async () => {
    const page = await full();
    const ids = all(page, /\sid="(.*?)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    for (const target of [...all(page, /aria-labelledby="(.*?)"/g), ...all(page, /href="#(.*?)"/g)]) {
      expect(ids).toContain(target);
    }
    expect(all(page, /<table[^>]*>\s*<(\w+)/g).every((first) => first === 'caption')).toBe(true);
    expect(all(page, /<th([\s>][^>]*)/g).every((attributes) => attributes.includes('scope='))).toBe(true);
    expect(all(page, /<img ([^>]*)/g).every((attributes) => /alt="[^"]+"/.test(attributes))).toBe(true);
    expect(all(page, /<svg ([^>]*)/g).every((attributes) => /aria-(label|hidden)=/.test(attributes))).toBe(true);
  });

  it('shows means with intervals, marks what is resolved, and reads the differences', async () => {
    const page = await full();
    expect(page).toContain('<strong>97.42</strong> <span class="interval">± 0.31</span>');
    expect(page).toContain('91.04 <span class="interval">± 0.21</span>');
    expect(page).toContain('96.90 – 97.10 over 2 seeds');
    expect(page).toContain('CLCE is better by 0.42 points');
    expect(page).toContain('[+0.23, +0.61]');
    expect(page).toContain('no difference resolved');
    expect(page).toContain('In 1 of 2 settings CLCE is better than CE');
  });

  it('draws a line for each loss and seed in each chart', async () => {
    const page = await full();
    for (const name of ['CE, seed 1', 'CE, seed 2', 'CLCE, seed 1', 'CLCE, seed 2']) {
      expect(page.split(`aria-label="${name}"`).length - 1).toBe(4);
    }
    expect(all(page, /(<figure>)/g)).toHaveLength(4);
  });

  it('marks queries right and wrong in words and signs', async () => {
    const page = await full();
    expect(page).toContain('alt="query of Greek/alpha: right"');
    expect(page).toContain('alt="query of Greek/beta: wrong, taken for Greek/alpha"');
    expect(page).toContain('✗ 1</span>');
    expect(page).toContain('1 of 2 right');
  });

  it('says with what the numbers were made', async () => {
    const page = await full();
    for (const text of ['clce run quick', '2.21.0', exampleResult().commit!, 'optim.momentum', 'A note.']) {
      expect(page).toContain(text);
    }
  });

  it('escapes names, wherever they come from', async () => {
    const evil = '</script><script>alert(1)</script>"\'onerror=';
    const result = exampleResult();
    for (const row of result.results) Object.assign(row, { task: evil, dataset: evil, backbone: evil });
    for (const row of [...result.results, ...exampleMetrics()]) row.loss = row.loss === 'ce' ? evil : row.loss;
    for (const comparison of result.comparisons) Object.assign(comparison, { dataset: evil, b: evil });
    Object.assign(result, { commit: evil, command: evil, config: { [evil]: evil } });
    Object.assign(result.engine, { name: evil, device: evil, versions: { [evil]: evil } });
    const metrics = exampleMetrics().map((line) => ({ ...line, loss: evil }));
    const episodes = exampleEpisodes().map((episode) => ({ ...episode, loss: evil, classNames: [evil, evil] }));
    const page = await renderReport({ result, metrics, episodes, notes: [evil] });
    expect(page.split('<script').length - 1).toBe(1);
    expect(page.split('</script').length - 1).toBe(1);
    expect(page.replace(/<script.*<\/script>/s, '')).not.toContain(evil);
    expect(unclosed(page)).toEqual([]);
  });

  it('makes do with one loss, one seed, no interval, no metrics and no episodes', async () => {
    const result = exampleResult();
    result.results = result.results.slice(0, 1).map((row) => ({ ...row, ci95: Number.NaN, imagesPerSecond: null }));
    const page = await renderReport({ result: { ...result, comparisons: [], commit: null, command: undefined } });
    expect(page).toContain('Nothing was compared: that takes two losses on the same episodes.');
    expect(page).toContain('No learning curves: the run recorded no metrics.');
    expect(page).toContain('No pictures: the run recorded no episodes.');
    expect(page).toContain('The command that produced the run was not recorded.');
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
    expect(unclosed(page)).toEqual([]);
  });

  it('draws a training that logged a single step, and survives values that are not finite', async () => {
    const metrics = exampleMetrics()
      .slice(0, 1)
      .map((line) => ({ ...line, objective: Number.NaN }));
    const page = await renderReport({ result: exampleResult(), metrics });
    expect(all(page, /(<figure>)/g)).toHaveLength(3);
    expect(page).not.toContain('NaN');
  });

  it('gives the same page for the same run', async () => {
    expect(await full()).toBe(await full());
  });
});
