import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** The folder of this package, from its sources as from its build. */
export function ownFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

/** An installed package as this package finds it: where it lies and which version it is. */
export interface FoundPackage {
  folder: string;
  version: string;
}

/** Finds an installed package, or nothing. */
export function findPackage(name: string): FoundPackage | undefined {
  const found = (require.resolve.paths(name) ?? []).map((folder) => join(folder, name)).find(hasManifest);
  return found ? { folder: found, version: require(join(found, 'package.json')).version } : undefined;
}

/** Loads a CommonJS module, the same copy that an `import` of the user gets. */
export function requireModule(name: string): unknown {
  return require(name);
}

function hasManifest(folder: string): boolean {
  return existsSync(join(folder, 'package.json'));
}

/** The version of this package. */
export function ownVersion(): string {
  return require(join(ownFolder(), 'package.json')).version;
}
