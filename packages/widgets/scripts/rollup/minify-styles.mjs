/**
 * Style sheets without the white space that makes them readable.
 *
 * @returns {import('rollup').Plugin}
 */
export function minifyStyles() {
  return {
    name: 'minify-styles',
    transform(code, id) {
      return /-styles\.js$/.test(id) ? { code: code.replace(/\s+/g, ' '), map: { mappings: '' } } : null;
    },
  };
}
