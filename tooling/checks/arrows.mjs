// Which package may know which other one. `node tooling/checks/arrows.mjs` fails on the first arrow that points another way.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../setup/root.mjs';

/** Package -> the siblings that it may import; a `types:` prefix allows `import type` alone. */
export const allowed = {
  ops: [],
  losses: ['ops'],
  samplers: ['ops'],
  metrics: ['ops'],
  data: ['ops', 'types:samplers'],
  optim: ['ops'],
  backbones: ['ops', 'types:data'],
  fewshot: ['ops', 'types:data'],
  engine: ['ops'],
};

const importPattern =
  /(?:^|\n)\s*(import|export)\s+(type\s)?[^'"]*?['"]@clce\/([a-z]+)[^'"]*['"]|import\(\s*['"]@clce\/([a-z]+)/g;

/** The sibling packages that a source text imports: `[{ sibling, typeOnly }]`. */
export function siblingImports(source) {
  return [...source.matchAll(importPattern)].map(([, , type, fixed, dynamic]) => ({
    sibling: fixed ?? dynamic,
    typeOnly: Boolean(type),
  }));
}

/** One sentence for each import or dependency of `name` that the table does not allow. */
export function wrongArrows(name, { sources, dependencies }) {
  const may = allowed[name];
  if (!may) return [`${name}: not in the table of tooling/checks/arrows.mjs`];
  const fits = ({ sibling, typeOnly }) =>
    sibling === name || may.includes(sibling) || (typeOnly && may.includes(`types:${sibling}`));
  const imports = Object.entries(sources).flatMap(([file, text]) =>
    siblingImports(text)
      .filter((found) => !fits(found))
      .map(
        ({ sibling }) => `${file}: imports @clce/${sibling}, but ${name} may know only: ${may.join(', ') || 'nothing'}`,
      ),
  );
  const declared = dependencies
    .filter((sibling) => !may.includes(sibling) && !may.includes(`types:${sibling}`))
    .map(
      (sibling) =>
        `packages/${name}/package.json: depends on @clce/${sibling}, but ${name} may know only: ${may.join(', ') || 'nothing'}`,
    );
  return [...imports, ...declared];
}

/** What package.json's `files` leaves out, tests and their fixtures, may import what it needs. */
const isPublished = (file) => /(?<!\.test)\.ts$/.test(file) && !file.split(/[\\/]/).includes('fixtures');

function read(name) {
  const folder = inRoot('packages', name);
  const files = readdirSync(join(folder, 'src'), { recursive: true }).filter(isPublished);
  const sources = Object.fromEntries(
    files.map((file) => [`packages/${name}/src/${file}`, readFileSync(join(folder, 'src', file), 'utf8')]),
  );
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const dependencies = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
    .filter((dependency) => dependency.startsWith('@clce/'))
    .map((dependency) => dependency.slice('@clce/'.length));
  return { sources, dependencies };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const wrong = readdirSync(inRoot('packages')).flatMap((name) => wrongArrows(name, read(name)));
  for (const line of wrong) console.error(line);
  process.exit(wrong.length > 0 ? 1 : 0);
}
