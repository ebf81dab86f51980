import { readdirSync, readFileSync } from 'node:fs';
import { inRoot } from '../setup/root.mjs';

export const manifestOf = (name) => JSON.parse(readFileSync(inRoot('packages', name, 'package.json'), 'utf8'));

/** The folder names of the packages that are published. */
export const published = () => readdirSync(inRoot('packages')).filter((name) => !manifestOf(name).private);

/** A package and the siblings that it needs, as folder names, itself first. */
export function withSiblings(name) {
  const found = new Set([name]);
  for (const current of found) {
    const dependencies = Object.keys(manifestOf(current).dependencies ?? {});
    for (const sibling of dependencies.filter((other) => other.startsWith('@clce/')))
      found.add(sibling.slice('@clce/'.length));
  }
  return [...found];
}
