import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import type { ReportInput } from './render-report.js';
import {
  type EpisodePicture,
  episodePicturesSchema,
  type MetricLine,
  metricLineSchema,
  resultFileSchema,
} from './schema.js';

/**
 * Reads what a report needs from a run folder. `metrics.jsonl` and `episodes.json` may be absent, and what cannot be
 * read of them becomes a note.
 *
 * @throws {Error} If `result.json` is missing, is no JSON or lacks a field; the message names the file
 */
export async function readRunFolder(runFolder: string): Promise<Required<ReportInput>> {
  const notes: string[] = [];
  const resultFile = join(runFolder, 'result.json');
  const text = await readIfPresent(resultFile);
  if (text === undefined) throw new Error(`report: ${resultFile} is missing; a run writes it when it is complete`);
  const result = parseJson(text, resultFileSchema, resultFile);
  const metrics = parseMetrics(await readIfPresent(join(runFolder, 'metrics.jsonl')), notes);
  const episodes = parseEpisodes(await readIfPresent(join(runFolder, 'episodes.json')), notes);
  return { result, metrics, episodes, notes };
}

async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw new Error(`report: ${file} cannot be read (${(cause as Error).message})`, { cause });
  }
}

function parseJson<T>(text: string, schema: z.ZodType<T>, name: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`report: ${name} is no JSON (${(cause as Error).message}); a complete run writes JSON`, { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new Error(`report: ${name} is not as a run writes it: ${path.join('.') || 'the whole'}: ${message}`);
}

/** Lines that are no metrics, like the torn last line of a killed run, are left out and counted in a note. */
function parseMetrics(text: string | undefined, notes: string[]): MetricLine[] {
  const lines = (text ?? '').split('\n').filter((line) => line.trim() !== '');
  const metrics = lines.flatMap((line) => parseOr([], () => [parseJson(line, metricLineSchema, 'metrics.jsonl')]));
  const lost = lines.length - metrics.length;
  if (lost > 0) notes.push(`${lost} of ${lines.length} lines of metrics.jsonl could not be read and are left out.`);
  return metrics;
}

function parseEpisodes(text: string | undefined, notes: string[]): EpisodePicture[] {
  if (text === undefined) return [];
  return parseOr(
    [],
    () => parseJson(text, episodePicturesSchema, 'episodes.json'),
    (error) => notes.push(`No episodes are shown: ${error.message.replace('report: ', '')}.`),
  );
}

function parseOr<T>(otherwise: T, parse: () => T, onError: (error: Error) => void = () => {}): T {
  try {
    return parse();
  } catch (error) {
    onError(error as Error);
    return otherwise;
  }
}
