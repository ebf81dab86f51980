import { comparisonInterval, comparisonReading } from './comparison-reading.js';
import { displayName, settingName } from './display-names.js';
import { isMeasured, percent, signedPoints } from './number-format.js';
import { type LossCell, type ResultGroup, resultGroups } from './result-groups.js';
import type { Comparison, ResultFile } from './schema.js';

/**
 * The results as aligned text: accuracy in percent by loss and setting (mean over seeds, ± half the 95 % interval over
 * episodes), then the paired differences in points.
 *
 * @example
 * ```text
 * Omniglot, Conv-4     5-way 1-shot   20-way 1-shot
 * CE                  97.02 ± 0.31 %  91.10 ± 0.22 %
 * CLCE                97.44 ± 0.29 %  92.03 ± 0.21 %
 * ```
 */
export function resultTable(result: ResultFile): string {
  const blocks = resultGroups(result).map((group) => alignColumns(accuracyRows(group)));
  if (result.comparisons.length > 0) blocks.push(alignColumns(result.comparisons.map(comparisonRow), 5));
  return blocks.join('\n\n');
}

function accuracyRows({ dataset, backbone, settings, losses }: ResultGroup): string[][] {
  const head = [`${displayName(dataset)}, ${displayName(backbone)}`, ...settings.map(settingName)];
  return [head, ...losses.map(({ loss, cells }) => [displayName(loss), ...cells.map(cellText)])];
}

function cellText(cell: LossCell | undefined): string {
  if (!cell) return '–';
  return `${percent(cell.accuracy)}${isMeasured(cell.ci95) ? ` ± ${percent(cell.ci95)}` : ''} %`;
}

function comparisonRow(comparison: Comparison): string[] {
  const { a, b, dataset, difference } = comparison;
  return [
    `${displayName(dataset)}, ${settingName(comparison)}`,
    `${displayName(a)} − ${displayName(b)}`,
    `${signedPoints(difference)} points`,
    comparisonInterval(comparison),
    comparisonReading(comparison),
  ];
}

/** Pads cells to columns: the first to the left, the others to the right, those from `leftFrom` on to the left again. */
function alignColumns(rows: string[][], leftFrom = Number.POSITIVE_INFINITY): string {
  const printable = rows.map((row) => row.map(withoutControls));
  const widths = printable[0]!.map((_, column) => Math.max(...printable.map((row) => row[column]!.length)));
  const pad = (cell: string, column: number) =>
    column === 0 || column + 1 >= leftFrom ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
  return printable.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

/** A name from a file must not steer the terminal. */
const withoutControls = (text: string): string => text.replaceAll(/\p{Cc}/gu, '?');
