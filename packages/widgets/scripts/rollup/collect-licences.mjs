import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the innermost package that a module is from. */
const PACKAGE = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/**
 * Puts the licences of all packages that are in the bundles which use this plugin into one file, `licences.txt`:
 * scripts need not carry them.
 *
 * @returns {import('rollup').Plugin}
 */
export function collectLicences() {
  /** @type {Map<string, string>} */
  const texts = new Map();
  return {
    name: 'collect-licences',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((file) =>
        file.type === 'chunk' ? Object.keys(file.modules) : [],
      );
      for (const folder of new Set(modules.flatMap((id) => id.match(PACKAGE) ?? []))) {
        const { name, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
        const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
        texts.set(name, `${name} (${license})\n\n${file ? readFileSync(join(folder, file), 'utf8') : ''}`);
      }
      const source = [...texts.keys()]
        .sort()
        .map((name) => texts.get(name))
        .join('\n\n---\n\n');
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source });
    },
  };
}
