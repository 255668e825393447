import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { besideSource } from './beside-source.mjs';

/**
 * Lets scripts import the address of a picture: `import url from './icons.svg'`.
 *
 * @returns {import('rollup').Plugin}
 */
export function svgUrl() {
  return {
    name: 'svg-url',
    resolveId: (id, importer) => (id.endsWith('.svg') ? besideSource(id, importer) : null),
    load(id) {
      if (!id.endsWith('.svg')) return null;
      const source = readFileSync(id, 'utf8').replace(/\n\s*/g, '');
      const file = this.emitFile({ type: 'asset', name: basename(id), source });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
  };
}
