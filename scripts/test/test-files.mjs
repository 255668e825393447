import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/repository.mjs';

const PATTERNS = ['packages/*/src/**/*.test.ts', 'examples/*/src/**/*.test.ts', 'scripts/**/*.test.mjs'];

/**
 * The test files whose path contains any of the words (all, where there is none), by what
 * runs them: the widgets' tests run in a browser unless they are written for node:test.
 *
 * @param {string[]} words
 * @returns {{ node: string[], browser: string[] }} paths relative to the root, sorted
 */
export function findTestFiles(words) {
  const files = globSync(PATTERNS, { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .sort();
  const inBrowser = (file) =>
    file.startsWith('packages/widgets/') && !/from 'node:test'/.test(readFileSync(join(root, file), 'utf8'));
  return { node: files.filter((file) => !inBrowser(file)), browser: files.filter(inBrowser) };
}
