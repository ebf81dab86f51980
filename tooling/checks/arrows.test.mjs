import { describe, expect, it } from 'vitest';
import { siblingImports, wrongArrows } from './arrows.mjs';

describe('siblingImports', () => {
  it('finds static, type-only, re-exported, multi-line and dynamic imports', () => {
    const source = `import { a } from '@clce/ops';\nimport type { B } from "@clce/data";\nexport * from '@clce/losses/x';
import {
  c,
} from '@clce/metrics';\nconst d = await import('@clce/engine');`;
    expect(siblingImports(source)).toEqual([
      { sibling: 'ops', typeOnly: false },
      { sibling: 'data', typeOnly: true },
      { sibling: 'losses', typeOnly: false },
      { sibling: 'metrics', typeOnly: false },
      { sibling: 'engine', typeOnly: false },
    ]);
  });
});

describe('wrongArrows', () => {
  it('lets losses use ops', () => {
    expect(
      wrongArrows('losses', { sources: { 'a.ts': "import { x } from '@clce/ops';" }, dependencies: ['ops'] }),
    ).toEqual([]);
  });
  it('refuses ops that imports losses, in code and in its manifest', () => {
    const wrong = wrongArrows('ops', {
      sources: { 'a.ts': "import { x } from '@clce/losses';" },
      dependencies: ['losses'],
    });
    expect(wrong).toHaveLength(2);
    expect(wrong[0]).toBe('a.ts: imports @clce/losses, but ops may know only: nothing');
  });
  it("lets backbones take data's types, not its code", () => {
    const typed = { sources: { 'a.ts': "import type { ImageDataset } from '@clce/data';" }, dependencies: [] };
    expect(wrongArrows('backbones', typed)).toEqual([]);
    const code = { sources: { 'a.ts': "import { batches } from '@clce/data';" }, dependencies: [] };
    expect(wrongArrows('backbones', code)).toHaveLength(1);
  });
  it('refuses a package that the table does not know', () => {
    expect(wrongArrows('newcomer', { sources: {}, dependencies: [] })[0]).toMatch(/not in the table/);
  });
});
