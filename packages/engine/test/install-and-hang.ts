import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { installInto } from '../src/install/install-into.js';

// An install that never ends, to be killed. It says that it has begun by a file two folders up.
const folder = process.argv[2] ?? '';
await installInto(folder, {
  isWhole: async () => false,
  build: async (place) => {
    await writeFile(join(place, 'library'), 'half');
    await writeFile(join(dirname(dirname(dirname(folder))), 'hanging'), '');
    await pause(1e9);
  },
});
