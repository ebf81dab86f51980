import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder that is there for one test file. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'clce-engine-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
