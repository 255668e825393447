import { dirname, resolve } from 'node:path';

/**
 * Where a file is that a module names by a relative path: tsc has put the module into `dist`, and left the file in `src`.
 * Null for a path that is not relative.
 *
 * @param {string} id
 * @param {string | undefined} importer
 */
export function besideSource(id, importer) {
  if (!id.startsWith('.') || importer === undefined) return null;
  return resolve(dirname(importer).replace(/\/dist(?=\/|$)/, '/src'), id);
}
