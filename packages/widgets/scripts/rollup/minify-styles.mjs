import { rewriteTexts } from './rewrite-texts.mjs';

const TAGS = new Set(['css']);

/**
 * Style sheets without what makes them readable: comments, and white space that says nothing. It fails where it finds
 * no sheet in a file that should hold one.
 *
 * @returns {import('rollup').Plugin}
 */
export function minifyStyles() {
  return {
    name: 'minify-styles',
    transform(code, id) {
      if (!/-styles\.js$/.test(id) || !/\bcss\b/.test(code)) return null;
      const made = rewriteTexts(code, this.parse(code), TAGS, minified);
      if (made === code) this.error(`${id} has no style sheet that could be made smaller`);
      return { code: made, map: { mappings: '' } };
    },
  };
}

/** White space counts between selectors and around operators, and nowhere after what opens, ends or divides. */
function minified(sheet) {
  return sheet
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};]) ?/g, '$1')
    .replace(/([:,]) /g, '$1')
    .replace(/;}/g, '}');
}
