import { besideSource } from './beside-source.mjs';
import { readStyles } from './read-styles.mjs';

/**
 * Lets scripts import the text of a style sheet, for one that is adopted when it is needed.
 *
 * @returns {import('rollup').Plugin}
 */
export function cssText() {
  return {
    name: 'css-text',
    resolveId: (id, importer) => (id.endsWith('.css') ? besideSource(id, importer) : null),
    load(id) {
      if (!id.endsWith('.css')) return null;
      return `export default ${JSON.stringify(readStyles(id, (file) => this.addWatchFile(file)))};`;
    },
  };
}
