import { rewriteTexts } from './rewrite-texts.mjs';

const TAGS = new Set(['html', 'svg']);

/**
 * Templates without the indentation that makes them readable: each run of white space becomes one character, which is a
 * line break where there was one, so that source maps keep their lines. Where white space counts, as inside of `pre`, a
 * template has to be written on one line.
 *
 * @returns {import('rollup').Plugin}
 */
export function minifyTemplates() {
  return {
    name: 'minify-templates',
    transform(code, id) {
      if (!/\/dist\/.*\.js$/.test(id) || !/\b(?:html|svg)\b/.test(code)) return null;
      const made = rewriteTexts(code, this.parse(code), TAGS, (text) =>
        text.replace(/\s+/g, (run) => (run.includes('\n') ? '\n' : ' ')),
      );
      return { code: made, map: null };
    },
  };
}
