/**
 * Rewrites the texts of all templates with one of these tags. What stands between expressions is code, and may hold
 * templates of its own. How the compiler has laid out the code makes no difference.
 *
 * @param {string} code
 * @param {object} tree of that code, as rollup parses it
 * @param {ReadonlySet<string>} tags such as `html`
 * @param {(text: string) => string} rewrite
 * @returns {string} the same code where there is no such template
 */
export function rewriteTexts(code, tree, tags, rewrite) {
  const texts = textsOf(tree, tags).sort((a, b) => b.start - a.start);
  return texts.reduce(
    (made, { start, end }) => made.slice(0, start) + rewrite(code.slice(start, end)) + made.slice(end),
    code,
  );
}

function textsOf(node, tags) {
  if (Array.isArray(node)) return node.flatMap((one) => textsOf(one, tags));
  if (typeof node !== 'object' || node === null) return [];
  const isOurs = node.type === 'TaggedTemplateExpression' && tags.has(node.tag.name);
  const own = isOurs ? node.quasi.quasis : [];
  return [...own, ...Object.values(node).flatMap((one) => textsOf(one, tags))];
}
