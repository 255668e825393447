/**
 * Style sheets without what makes them readable: comments, and white space that says nothing.
 *
 * @returns {import('rollup').Plugin}
 */
export function minifyStyles() {
  return {
    name: 'minify-styles',
    transform(code, id) {
      return /-styles\.js$/.test(id) ? { code: minified(code), map: { mappings: '' } } : null;
    },
  };
}

/** White space counts between selectors and around operators, and nowhere after what opens, ends or divides. */
function minified(code) {
  return code.replace(/\bcss`[^`]*`/g, (sheet) =>
    sheet
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\s+/g, ' ')
      .replace(/ ?([{};]) ?/g, '$1')
      .replace(/([:,]) /g, '$1')
      .replace(/;}/g, '}'),
  );
}
