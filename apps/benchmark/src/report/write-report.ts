import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readRunFolder } from './read-run-folder.js';
import { renderReport } from './render-report.js';

/**
 * Reads a run folder and writes its `report.html`, whole or not at all.
 *
 * @returns the path of the page
 * @throws {Error} If `result.json` is missing or malformed
 */
export async function writeReport(runFolder: string): Promise<string> {
  const page = await renderReport(await readRunFolder(runFolder));
  const path = join(runFolder, 'report.html');
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(unfinished, page);
    await rename(unfinished, path);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw new Error(`report: ${path} cannot be written (${(cause as Error).message})`, { cause });
  }
  return path;
}
