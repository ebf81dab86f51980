// `npm test`: sets everything up, then every check; the last line counts them.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { execute } from './execute.mjs';
import { prepare } from './prepare.mjs';
import { inRoot } from './root.mjs';
import { say, seconds } from './say.mjs';

const report = inRoot('node_modules', '.clce-tests.json');

const checks = [
  { name: 'lint', command: 'biome', words: ['ci', '.'] },
  { name: 'types', command: 'turbo', words: ['run', 'types', '--output-logs=errors-only'] },
  { name: 'unused files and dependencies', command: 'knip', words: [] },
  { name: 'versions in the workspace', command: 'sherif', words: [] },
  { name: 'direction of the arrows', command: 'node', words: ['tooling/checks/arrows.mjs'] },
  { name: 'published packages', command: 'turbo', words: ['run', 'check:package', '--output-logs=errors-only'] },
];

async function run({ name, command, words }) {
  const began = performance.now();
  const passed = (await execute(command, words)) === 0;
  say(`${passed ? 'passed' : 'FAILED'}: ${name} (${seconds(began)})`);
  return passed;
}

/** Unit, package and end-to-end tests in one vitest run; its own count comes from its JSON report. */
async function runTests(hasTensorFlow) {
  rmSync(report, { force: true });
  const words = [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ];
  const code = await execute('vitest', words, { env: hasTensorFlow ? { CLCE_REQUIRE_ENGINE: '1' } : {} });
  const counts = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : { numPassedTests: 0, numFailedTests: 0 };
  const failed = counts.numFailedTests || (code === 0 ? 0 : 1); // a file that can't be loaded fails without a test
  return { passed: counts.numPassedTests, failed, skipped: counts.numPendingTests ?? 0 };
}

const hasTensorFlow = await prepare();
let passed = 0;
let failed = 0;
for (const check of checks) (await run(check)) ? passed++ : failed++;
const tests = await runTests(hasTensorFlow);
passed += tests.passed;
failed += tests.failed;
const skipped = tests.skipped > 0 ? `, ${tests.skipped} skipped` : '';
process.stdout.write(`${passed} passed, ${failed} failed${skipped}\n`);
process.exit(failed > 0 ? 1 : 0);
