import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compileFunction } from 'node:vm';

type Exports = Record<string, unknown>;

/**
 * A `require` for the CommonJS files of one folder. Whatever they ask for from outside the folder comes from
 * `provide`, so they share the caller's modules, and no module of Node is changed for anyone else.
 */
export function commonJs(folder: string, provide: (name: string) => unknown): (file: string) => Exports {
  const loaded = new Map<string, { exports: Exports }>();
  const load = (file: string): Exports => {
    const known = loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {} as Exports };
    loaded.set(file, module);
    const words = ['exports', 'require', 'module', '__filename', '__dirname'];
    const run = compileFunction(readFileSync(file, 'utf8'), words, { filename: file });
    const near = dirname(file);
    const requireFrom = (name: string) => (name.startsWith('.') ? load(withEnding(join(near, name))) : provide(name));
    run.call(module.exports, module.exports, requireFrom, module, file, near);
    return module.exports;
  };
  return (file) => load(withEnding(join(folder, file)));
}

function withEnding(path: string): string {
  return path.endsWith('.js') ? path : `${path}.js`;
}
