import { globSync } from 'node:fs';
import { root } from '../lib/repository.mjs';

const PATTERNS = [
  'packages/*/src/**/*.test.ts',
  'packages/*/scripts/**/*.test.mjs',
  'examples/*/scripts/**/*.test.mjs',
  'examples/*/src/**/*.test.ts',
  'bench/**/*.test.ts',
  'scripts/**/*.test.mjs',
];

/**
 * The test files whose path contains any of the words (all, where there is none), by what
 * runs them: `x.browser.test.ts` a browser, every other Node.
 *
 * @param {string[]} words
 * @returns {{ node: string[], browser: string[] }} paths relative to the root, sorted
 */
export function findTestFiles(words) {
  const files = globSync(PATTERNS, { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .sort();
  const inBrowser = (file) => file.endsWith('.browser.test.ts');
  return { node: files.filter((file) => !inBrowser(file)), browser: files.filter(inBrowser) };
}
