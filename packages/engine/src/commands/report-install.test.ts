import { expect, it } from 'vitest';
import { reportInstall } from './report-install.js';

function written(isTTY: boolean): { text: () => string; reporter: ReturnType<typeof reportInstall> } {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  return { text: () => text, reporter: reportInstall({ isTTY, write }) };
}

const progress = (bytes: number) => ({ step: 'Downloading', bytes, totalBytes: 200e6 });

it('rewrites one line on a terminal', () => {
  const { text, reporter } = written(true);
  reporter.onMessage('Begin');
  for (const bytes of [1e6, 90e6]) reporter.onProgress(progress(bytes));
  reporter.onMessage('Next');
  expect(text()).toBe(
    'Begin\n\r\x1b[K  Downloading   0 %, 1 of 200 MB\r\x1b[K  Downloading  45 %, 90 of 200 MB\r\x1b[KNext\n',
  );
});

it('writes a plain line at every quarter elsewhere', () => {
  const { text, reporter } = written(false);
  for (const bytes of [1e6, 60e6, 70e6, 130e6, 200e6, 200e6]) reporter.onProgress(progress(bytes));
  expect(text().split('\n')).toEqual([
    '  Downloading  30 %, 60 of 200 MB',
    '  Downloading  65 %, 130 of 200 MB',
    '  Downloading 100 %, 200 of 200 MB',
    '',
  ]);
});
