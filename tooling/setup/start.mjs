// `npm start`: sets everything up, then runs the benchmark. `npm start -- run few-shot --dataset cifar-fs` passes words on.
import { execute } from './execute.mjs';
import { prepare } from './prepare.mjs';
import { inRoot } from './root.mjs';

const words = process.argv.slice(2);
await prepare();
process.exit(
  await execute(process.execPath, [
    inRoot('apps/benchmark/bin/clce.js'),
    ...(words.length > 0 ? words : ['run', 'quick']),
  ]),
);
