/** How TypeScript writes down, in each file anew, that any decorator may decorate anything. */
const HELPER = /^var __decorate = [^\n]*\n(?: [^\n]*\n)*\};\n/;
const PROPERTY = /@lit\/reactive-element\/decorators\/property\.js$/;
const SHARED = '\0decorate';

/** For a property there is nothing to be done but to call its decorators. */
const DECORATE = `
export function __decorate(decorators, target, name) {
  for (const decorate of decorators) decorate(target, name);
}`;

/** Of Lit's what is called by that. */
const SMALL_PROPERTY = `
export const property = (options) => (target, name) => target.constructor.createProperty(name, options);`;

/**
 * Leaves out what decorators have to be able to do in general: the elements have them at properties only, as TypeScript has
 * had them before the standard. It fails where one decorates something else.
 *
 * @returns {import('rollup').Plugin}
 */
export function smallDecorators() {
  return {
    name: 'small-decorators',
    resolveId: (id) => (id === SHARED ? id : null),
    load(id) {
      if (PROPERTY.test(id)) return SMALL_PROPERTY;
      return id === SHARED ? DECORATE : null;
    },
    transform(code, id) {
      if (!code.includes('__decorate') || id === SHARED) return null;
      const small = code.replace(HELPER, `import { __decorate } from ${JSON.stringify(SHARED)};\n`);
      const calls = code.match(/\b__decorate\(\[/g)?.length;
      const ofProperties = code.match(/^\], \w+\.prototype, "\w+", void 0\);$/gm)?.length;
      if (small === code || calls !== ofProperties) this.error(`${id} decorates more than properties`);
      return { code: small, map: { mappings: '' } };
    },
  };
}
