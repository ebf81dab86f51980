import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Unit } from '../training/unit.js';
import { writeFileAtomically } from './atomic-file.js';

/** Adds one line to a `metrics.jsonl`. */
export const appendMetrics = (file: string, line: object): void => appendFileSync(file, `${JSON.stringify(line)}\n`);

/** Forgets what a unit logged past `lastStep`: a resumed run, which starts there, writes it again. */
export function trimMetrics(file: string, unit: Unit, lastStep: number): void {
  if (!existsSync(file)) return;
  const lines = readFileSync(file, 'utf8').split('\n');
  const kept = lines.filter((line) => isKept(line, unit, lastStep));
  writeFileAtomically(file, kept.map((line) => `${line}\n`).join(''));
}

function isKept(line: string, unit: Unit, lastStep: number): boolean {
  try {
    const { loss, seed, step } = JSON.parse(line) as Unit & { step: number };
    return loss !== unit.loss || seed !== unit.seed || step <= lastStep;
  } catch {
    return false; // empty, or the line that a killed run was writing
  }
}
