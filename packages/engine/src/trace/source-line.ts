import { fileURLToPath } from 'node:url';

/** Where the program is, below the calls of `hook`: kept as an error, whose stack is written only when it is asked for. */
export function stackBelow(hook: (...args: never[]) => unknown): Error {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 60; // TensorFlow.js alone is some twenty calls deep
  const place = new Error('here');
  Error.captureStackTrace(place, hook);
  Error.stackTraceLimit = limit;
  return place;
}

/** The innermost line of a stack that is neither TensorFlow.js's nor the tracer's, as `function (file:line:column)`. */
export function sourceLine(place: Error): string {
  const lines = (place.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  const line = lines.find((candidate) => !library.test(candidate) && !candidate.includes(ownFolder)) ?? lines[0] ?? '';
  return line.replace('    at ', '') || 'an unknown line';
}

const library = /@tensorflow[+\\/]|[\\/]tfjs-node[\\/]dist[\\/]|\(<anonymous>\)|node:internal/;

const ownFolder = fileURLToPath(new URL('.', import.meta.url));
