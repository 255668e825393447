import { fileURLToPath, pathToFileURL } from 'node:url';

const PROTOBUF = /@bufbuild\/protobuf\/dist\/esm\/(.*)\.js$/;

/** Modules of protobuf-es, and what a page has of each: names, and the file that has them. */
const PARTS = {
  create: { names: ['create'], file: './binary-format.mjs' },
  'from-binary': { names: ['fromBinary'], file: './binary-format.mjs' },
  'to-binary': { names: ['toBinary'], file: './binary-format.mjs' },
  'wire/base64-encoding': { names: ['base64Decode', 'base64Encode'], file: './base64.mjs' },
  // The SDK speaks binary; connect-web would need it only for a transport that does not.
  'from-json': { names: [], file: './binary-format.mjs' },
  'to-json': { names: [], file: './binary-format.mjs' },
};

const WIRE = /@bufbuild\/protobuf\/dist\/esm\/wire\/binary-encoding\.js$/;
/** Types of protobuf that no field of the contract has: methods of the writer and of the reader. */
const UNUSED_TYPES = ['float', 'fixed32', 'fixed64', 'sfixed32', 'sfixed64'];

/**
 * Puts a small walk through messages in place of that of protobuf-es, which is for whatever protobuf has had in all its editions,
 * and leaves JSON and the types out that the contract does not have. It works with descriptors of `read-descriptors.mjs` only.
 *
 * Whatever else these modules of protobuf-es export is there by name, and throws.
 *
 * @returns {import('rollup').Plugin}
 */
export function smallProtobuf() {
  return {
    name: 'small-protobuf',
    async load(id) {
      const [, part = ''] = id.match(PROTOBUF) ?? [];
      if (!Object.hasOwn(PARTS, part)) return null;
      const { names, file } = PARTS[part];
      const all = Object.keys(await import(pathToFileURL(id).href));
      const missing = names.filter((name) => !all.includes(name));
      if (missing.length > 0) this.error(`${id} has no ${missing}: is this another version of it?`);
      const path = JSON.stringify(fileURLToPath(new URL(file, import.meta.url)));
      const others = all.filter((name) => !names.includes(name));
      return [
        `export { ${names.join(', ')} } from ${path};`,
        ...others.map(
          (name) => `export const ${name} = () => { throw new Error('${name} is not in this bundle') };`,
        ),
      ].join('\n');
    },
    transform(code, id) {
      if (!WIRE.test(id)) return null;
      const members = this.parse(code).body.flatMap(({ declaration }) => declaration?.body?.body ?? []);
      const unused = members.filter(({ key }) => UNUSED_TYPES.includes(key?.name));
      if (unused.length !== 2 * UNUSED_TYPES.length)
        this.error(`${id} has not all of ${UNUSED_TYPES} twice: is this another version of it?`);
      // Blanks in their place: everything else stays where the source map says it is.
      const blanked = unused.reduce(
        (rest, { start, end }) =>
          rest.slice(0, start) + rest.slice(start, end).replace(/\S/g, ' ') + rest.slice(end),
        code,
      );
      return { code: blanked, map: null };
    },
  };
}
