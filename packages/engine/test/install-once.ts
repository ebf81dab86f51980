import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installInto } from '../src/install/install-into.js';
import { checkManifest, writeManifest } from '../src/manifest.js';

// One of several installs at once; prints whether it was the one that made the engine.
const fresh = await installInto(process.argv[2] ?? '', {
  isWhole: async (place) => (await checkManifest(place)).state === 'whole',
  build: async (place) => {
    await writeFile(join(place, 'library'), 'x'.repeat(1000));
    await writeManifest(place, '2.21.0');
  },
});
process.stdout.write(String(fresh));
