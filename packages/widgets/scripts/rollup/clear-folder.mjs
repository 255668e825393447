import { rmSync } from 'node:fs';

/**
 * Empties a folder once, right before the first of the bundles that use this plugin is written: names with hashes
 * would pile up there.
 *
 * @param {string} folder
 * @returns {import('rollup').Plugin}
 */
export function clearFolder(folder) {
  let isCleared = false;
  return {
    name: 'clear-folder',
    generateBundle() {
      if (!isCleared) rmSync(folder, { recursive: true, force: true });
      isCleared = true;
    },
  };
}
