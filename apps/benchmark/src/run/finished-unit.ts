import { existsSync, readFileSync } from 'node:fs';
import type { SettingResult } from '../evaluation/evaluate.js';
import type { EpisodePicture } from '../report/schema.js';
import type { Unit } from '../training/unit.js';
import { writeJson } from './atomic-file.js';

/** All that a run keeps of one training: `units/<loss>-seed<seed>.json`. */
export interface FinishedUnit extends Unit {
  backbone: string;
  steps: number;
  imagesPerSecond: number;
  settings: SettingResult[];
  pictures: EpisodePicture[];
}

export const writeFinishedUnit = (file: string, unit: FinishedUnit): void => writeJson(file, unit);

/** The unit that an earlier start of this run finished, or `null`. */
export const readFinishedUnit = (file: string): FinishedUnit | null =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as FinishedUnit) : null;
