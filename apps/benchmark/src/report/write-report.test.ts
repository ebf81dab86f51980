import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleEpisodes, exampleMetrics, exampleResult } from './fixtures/example-run.js';
import { writeReport } from './write-report.js';

let folder: string;
const put = (name: string, content: unknown) =>
  writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
const lines = (values: unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
const page = async () => readFile(await writeReport(folder), 'utf8');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clce-report-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('writeReport', () => {
  it('reads the three files and leaves one whole page, twice over', async () => {
    await put('result.json', exampleResult());
    await put('metrics.jsonl', lines(exampleMetrics()));
    await put('episodes.json', exampleEpisodes());
    expect(await writeReport(folder)).toBe(join(folder, 'report.html'));
    const html = await page();
    expect(html.endsWith('</html>\n')).toBe(true);
    expect(html).toContain('aria-label="CLCE, seed 2"');
    expect(html).toContain('alt="query of Greek/alpha: right"');
    expect((await readdir(folder)).sort()).toEqual(['episodes.json', 'metrics.jsonl', 'report.html', 'result.json']);
  });

  it('keeps going without metrics and episodes, and passes fields it does not know', async () => {
    const result = exampleResult();
    await put('result.json', {
      ...result,
      extra: 1,
      results: result.results.map((row) => ({ ...row, head: 'centroid' })),
    });
    const html = await page();
    expect(html).toContain('the run recorded no metrics');
    expect(html).toContain('"head": "centroid"');
    expect(html).not.toContain('class="notice"');
  });

  it('leaves out the torn last line of a killed run, and says so', async () => {
    await put('result.json', exampleResult());
    await put('metrics.jsonl', `${lines(exampleMetrics())}{"loss":"ce","se`);
    expect(await page()).toContain('1 of 41 lines of metrics.jsonl could not be read and are left out.');
  });

  it('shows no picture that is not embedded, and says so', async () => {
    await put('result.json', exampleResult());
    const [episode] = exampleEpisodes();
    await put('episodes.json', [{ ...episode, support: [{ png: 'https://example.com/a.png', label: 0 }] }]);
    const html = await page();
    expect(html).toContain('No episodes are shown: episodes.json is not as a run writes it: 0.support.0.png');
    expect(html).not.toContain('example.com');
  });

  it.each([
    ['is missing', undefined, /result\.json is missing; a run writes it when it is complete/],
    ['is cut off', '{"engine":', /result\.json is no JSON .*a complete run writes JSON/],
    ['lacks results', { ...exampleResult(), results: [] }, /result\.json is not as a run writes it: results: /],
    [
      'counts in percent',
      { ...exampleResult(), results: exampleResult().results.map((row) => ({ ...row, accuracy: 97 })) },
      /results\.0\.accuracy: .*1/,
    ],
    ['is another thing', [], /is not as a run writes it: the whole: .*object/],
  ])('fails in one sentence where result.json %s', async (_, content, message) => {
    if (content !== undefined) await put('result.json', content);
    const failure = await writeReport(folder).catch((error: Error) => error.message);
    expect(failure).toMatch(message);
    expect(failure).toContain(join(folder, 'result.json'));
    expect(failure).not.toContain('\n');
    expect(await readdir(folder)).toEqual(content === undefined ? [] : ['result.json']);
  });

  it('names a run folder that does not exist', async () => {
    await expect(writeReport(join(folder, 'nowhere'))).rejects.toThrow(/nowhere.result\.json is missing/);
  });
});
