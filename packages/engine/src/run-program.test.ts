import { expect, it } from 'vitest';
import { runProgram } from './run-program.js';

const node = (program: string, options = {}) => runProgram(process.execPath, ['-e', program], options);

it('gives what a program said and how it ended', async () => {
  const result = await node("console.log('out'); console.error('err'); process.exitCode = 3");
  expect(result).toEqual({ code: 3, signal: null, stdout: 'out\n', stderr: 'err\n' });
});

it('gives nothing where there is no such program, at once', async () => {
  expect(await runProgram('no-such-program', [], { timeoutMs: 1e6 })).toBeUndefined();
});

it('ends a program that takes too long', async () => {
  expect(await node('setInterval(() => {}, 1000)', { timeoutMs: 200 })).toMatchObject({
    code: null,
    signal: 'SIGTERM',
  });
});

it('ends a program and those it has started when it is told to', async () => {
  const stop = new AbortController();
  const words = ['-c', `"${process.execPath}" -e 'setInterval(() => {}, 1000)'; echo never`]; // a shell that waits
  const running = runProgram('sh', words, { signal: stop.signal });
  setTimeout(() => stop.abort('SIGINT'), 200);
  await expect(running).rejects.toBe('SIGINT');
  await expect(runProgram('sh', [], { signal: stop.signal })).rejects.toBe('SIGINT');
});
