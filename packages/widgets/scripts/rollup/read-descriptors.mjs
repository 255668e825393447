import { fileURLToPath, pathToFileURL } from 'node:url';
import { LIST, MAP, OPTIONAL } from './described.mjs';
import { SCALAR_TYPES } from './scalar-types.mjs';

const GENERATED = /_pb\.js$/;
const IMPORT = /^import \{ (file_[^}]*) \} from "([^"]+)";$/gm;
const RUNTIME = fileURLToPath(new URL('./described.mjs', import.meta.url));
/** As tsc writes it: kept for its side effects, though nobody may ask for it. */
const ENUM_STATEMENT = /export var (\w+);\s*\(function \(\1\) \{([\s\S]*?)\}\)\(\1 \|\| \(\1 = \{\}\)\);/g;
const PURE_ENUM = 'export const $1 = /*@__PURE__*/ (function ($1) {$2 return $1; })({});';
const PROTO3 = 999;
const STRING = 9;
const MESSAGE = 11;
const ENUM = 14;
const EXPLICIT = 1;

/**
 * Reads the descriptors of proto3 files while a bundle is built, in place of when a page starts: what reads them need not be
 * loaded, no time passes before the first message, and messages that nobody asks for are left out.
 *
 * Generated modules keep their names and exports, but for those that describe a whole file or an enum. `described.mjs` says
 * what descriptors can tell, which `small-protobuf.mjs` needs. Files of other editions, which only protobuf-es has, keep all.
 *
 * @returns {import('rollup').Plugin}
 */
export function readDescriptors() {
  return {
    name: 'read-descriptors',
    async transform(code, id) {
      if (!GENERATED.test(id)) return null;
      const module = await import(pathToFileURL(id).href);
      const file = Object.values(module).find(({ kind }) => kind === 'file');
      if (file?.edition !== PROTO3) return { code: code.replaceAll(ENUM_STATEMENT, PURE_ENUM), map: null };
      return { code: [...imports(code, file), ...exports(module)].join('\n'), map: null };
    },
  };
}

/** What a module may ask of others: rollup leaves out what it does not. */
function imports(code, file) {
  const fromOthers = [...code.matchAll(IMPORT)].map(([, files, from]) => {
    const names = files.split(', ');
    const messages = file.dependencies
      .filter(({ name }) => names.includes(`file_${name.replaceAll(/\W/g, '_')}`))
      .flatMap((dependency) => dependency.messages.flatMap(withNested));
    return importText(messages.map(nameOf), from);
  });
  return [importText(['message', 'service', 'textEntry'], RUNTIME), ...fromOthers];
}

const importText = (names, from) => `import { ${names.join(', ')} } from ${JSON.stringify(from)};`;
const withNested = (desc) => [desc, ...desc.nestedMessages.flatMap(withNested)];
/** As protoc-gen-es names what describes a message. */
const nameOf = ({ name, parent }) => `${parent ? nameOf(parent).replace(/Schema$/, '_') : ''}${name}Schema`;

function exports(module) {
  // A service takes its messages when it is made: they come first.
  const entries = Object.entries(module).sort(([, a], [, b]) => isService(a) - isService(b));
  return entries.flatMap(([name, desc]) => {
    const text = exported(desc);
    return text === undefined ? [] : [`export const ${name} = ${text};`];
  });
}

const isService = ({ kind }) => Number(kind === 'service');

function exported(desc) {
  switch (desc.kind) {
    case 'message':
      return `/*@__PURE__*/ message(() => ${fieldsText(desc)})`;
    case 'service':
      return `/*@__PURE__*/ service("${desc.typeName}", ${desc.methods.map(methodText).join(', ')})`;
    // Names and numbers of an enum, both ways.
    case undefined:
      return JSON.stringify(desc);
  }
}

/** In the order in which protobuf-es writes them: the same call has the same address, by which caches know it. */
function fieldsText({ fields }) {
  const strange = fields.find((field) => !isKnown(field));
  if (strange) return `{ throw new Error("bundles do not know how ${strange} is written") }`;
  const texts = fields.toSorted((a, b) => a.number - b.number).map(fieldText);
  return `[${texts.join(', ')}]`;
}

/** Whether messages can be read that have this field; some of those that only protobuf-es has cannot. */
function isKnown({ fieldKind, mapKey, scalar, message, enum: names, ...options }) {
  if (options.delimitedEncoding || options.longAsString || options.getDefaultValue?.() !== undefined)
    return false;
  if (fieldKind === 'map') return mapKey === STRING && scalar === STRING;
  return message !== undefined || names !== undefined || Object.hasOwn(SCALAR_TYPES, scalar);
}

function fieldText(field) {
  const { localName, number, oneof } = field;
  const of = ofText(field);
  const rest = oneof ? [of ?? 0, JSON.stringify(oneof.localName)] : of ? [of] : [];
  return `[${[JSON.stringify(localName), number, typeOf(field), ...rest].join(', ')}]`;
}

function typeOf({ fieldKind, scalar, message, oneof, presence }) {
  if (fieldKind === 'map') return MESSAGE + MAP;
  const isOptional = !oneof && fieldKind !== 'message' && presence === EXPLICIT;
  return (
    (scalar ?? (message ? MESSAGE : ENUM)) + (fieldKind === 'list' ? LIST : 0) + (isOptional ? OPTIONAL : 0)
  );
}

/** The message of a field. */
function ofText({ fieldKind, message }) {
  if (fieldKind === 'map') return 'textEntry';
  return message && nameOf(message);
}

function methodText({ name, methodKind, input, output, idempotency }) {
  return `["${name}", "${methodKind}", ${nameOf(input)}, ${nameOf(output)}, ${idempotency}]`;
}
