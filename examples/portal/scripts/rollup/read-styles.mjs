import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const IMPORT = /@import url\(['"]?([^'")]+)['"]?\);/g;

/**
 * The text of a style sheet with what it imports in its place, each file once, without comments and line breaks.
 *
 * @param {string} file
 * @param {(file: string) => void} [onFile] hears of every file that is read
 */
export function readStyles(file, onFile = () => undefined) {
  const seen = new Set();
  const read = (path) => {
    if (seen.has(path)) return '';
    seen.add(path);
    onFile(path);
    return readFileSync(path, 'utf8').replace(IMPORT, (_, url) => read(resolve(dirname(path), url)));
  };
  return read(resolve(file))
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .trim();
}
