import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResultFile } from '../report/schema.js';
import { resultTable } from '../report/terminal-table.js';
import { writeReport } from '../report/write-report.js';

/** Writes the report page of a finished run and prints its result, as a table or as JSON. */
export async function printResult(folder: string, { json }: { json: boolean }): Promise<void> {
  const page = await writeReport(folder);
  const result = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as ResultFile;
  console.log(json ? JSON.stringify(result, null, 2) : `${resultTable(result)}\n\nReport: ${page}`);
}
