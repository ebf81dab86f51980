import { toPyTorch, writeSafetensors } from '@clce/backbones';
import type { TrainingState } from '../training/step.js';
import { writeFileAtomically } from './atomic-file.js';

/** The trained weights with names and layout as PyTorch has them; notes go into the file's metadata. */
export async function writeWeights(
  file: string,
  { parameters, statistics }: TrainingState,
  notes: Record<string, unknown>,
): Promise<void> {
  const metadata = Object.fromEntries(Object.entries(notes).map(([key, value]) => [key, String(value)]));
  writeFileAtomically(
    file,
    writeSafetensors(await toPyTorch({ parameters, statistics }), { format: 'pt', ...metadata }),
  );
}
