import { resolve } from 'node:path';
import envPaths from 'env-paths';

/** Where engines are kept: `CLCE_CACHE`, else the platform's cache folder for `clce`. Never inside a repository. */
export function cacheFolder(): string {
  return resolve(process.env.CLCE_CACHE || envPaths('clce', { suffix: '' }).cache);
}
