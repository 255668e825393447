const TEMPLATES = new Set(['html', 'svg']);

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
      if (!/\/dist\/.*\.js$/.test(id) || !/\b(?:html|svg)`/.test(code)) return null;
      let made = code;
      for (const { start, end } of textsOf(this.parse(code)).sort((a, b) => b.start - a.start)) {
        const text = code.slice(start, end).replace(/\s+/g, (run) => (run.includes('\n') ? '\n' : ' '));
        made = made.slice(0, start) + text + made.slice(end);
      }
      return { code: made, map: null };
    },
  };
}

/** Where the texts of templates are: what stands between expressions is code, and has texts of its own. */
function textsOf(node) {
  if (Array.isArray(node)) return node.flatMap(textsOf);
  if (typeof node !== 'object' || node === null) return [];
  const own =
    node.type === 'TaggedTemplateExpression' && TEMPLATES.has(node.tag.name) ? node.quasi.quasis : [];
  return [...own, ...Object.values(node).flatMap(textsOf)];
}
