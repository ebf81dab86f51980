import path from 'node:path';
import envPaths from 'env-paths';

/** Where decoded pixels are kept: `CLCE_CACHE`, else the platform's cache folder. */
export function cacheFolder(): string {
  return process.env.CLCE_CACHE || envPaths('clce', { suffix: '' }).cache;
}

/** Where data sets are looked for: the argument, else `CLCE_DATA`, else the folder `data` in the user's cache folder. */
export function dataRootFolder(dataRoot?: string): string {
  return path.resolve(dataRoot || process.env.CLCE_DATA || path.join(envPaths('clce', { suffix: '' }).cache, 'data'));
}
