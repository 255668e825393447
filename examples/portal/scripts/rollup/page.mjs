import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStyles } from './read-styles.mjs';

/**
 * Makes the one page of the portal, `index.html`: with its style sheet, its script, and what that script needs at once.
 *
 * @param {{ styles: string, template: string, files: string }} sources the folder of the style sheets, in the order of
 *   their names; the page; the folder of files that keep their names
 * @returns {import('rollup').Plugin}
 */
export function page({ styles, template, files }) {
  return {
    name: 'page',
    generateBundle(_options, bundle) {
      const css = readdirSync(styles)
        .sort()
        .map((name) => readStyles(join(styles, name)))
        .join('');
      const styleFile = `assets/portal-${createHash('sha256').update(css).digest('base64url').slice(0, 8)}.css`;
      this.emitFile({ type: 'asset', fileName: styleFile, source: css });
      const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry);
      if (!entry) this.error('there is no entry');
      const html = readFileSync(template, 'utf8')
        .replace('%STYLE%', `/${styleFile}`)
        .replace('%SCRIPT%', `/${entry.fileName}`)
        .replace(
          '%PRELOADS%',
          entry.imports.map((file) => `<link rel="modulepreload" href="/${file}" />`).join(''),
        );
      this.emitFile({ type: 'asset', fileName: 'index.html', source: html });
      for (const fileName of readdirSync(files))
        this.emitFile({ type: 'asset', fileName, source: readFileSync(join(files, fileName)) });
    },
  };
}
