/** How TypeScript writes down, in each file anew, that any decorator may decorate anything. */
const HELPER = /^var __decorate = [^\n]*\n(?: [^\n]*\n)*\};\n/;
/** One decorator of a property. */
const DECORATED =
  /^__decorate\(\[\n {4}(\w+\((?:[^\n]|\n(?! {4}\w))*\))\n\], (\w+\.prototype), ("\w+"), void 0\);$/gm;
const PROPERTY = /@lit\/reactive-element\/decorators\/property\.js$/;

/** Of Lit's decorator what is called by that. */
const SMALL_PROPERTY = `
export const property = (options) => (target, name) => target.constructor.createProperty(name, options);`;

/**
 * Leaves out what decorators have to be able to do in general: the elements have one at a time, and at properties only, as
 * TypeScript has had them before the standard. It fails where an element has others.
 *
 * @returns {import('rollup').Plugin}
 */
export function smallDecorators() {
  return {
    name: 'small-decorators',
    load: (id) => (PROPERTY.test(id) ? SMALL_PROPERTY : null),
    transform(code, id) {
      if (!code.includes('__decorate')) return null;
      const small = code.replace(HELPER, '').replaceAll(DECORATED, '$1($2, $3);');
      if (small.includes('__decorate')) this.error(`${id} decorates more than properties`);
      return { code: small, map: { mappings: '' } };
    },
  };
}
