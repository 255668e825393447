import { fileURLToPath, pathToFileURL } from 'node:url';
import { LIST, MAP, OPTIONAL } from './described.mjs';

const GENERATED = /_pb\.js$/;
const IMPORT = /^import \{ (file_[^}]*) \} from "([^"]+)";$/gm;
const RUNTIME = fileURLToPath(new URL('./described.mjs', import.meta.url));
/** As tsc writes it: kept for its side effects, though nobody may ask for it. */
const ENUM_STATEMENT = /export var (\w+);\s*\(function \(\1\) \{([\s\S]*?)\}\)\(\1 \|\| \(\1 = \{\}\)\);/g;
const PURE_ENUM = 'export const $1 = /*@__PURE__*/ (function ($1) {$2 return $1; })({});';
const PROTO3 = 999;
const MESSAGE = 11;
const ENUM = 14;
const EXPLICIT = 1;

/**
 * Reads the descriptors of proto3 files while a bundle is built, in place of when a page starts: what reads them need not be
 * loaded, no time passes before the first message, and messages that nobody asks for are left out.
 *
 * Generated modules keep their names and exports, but for those that describe a whole file or an enum. `described.mjs` says
 * what descriptors can tell. Files of other editions, which only protobuf-es has, keep all.
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
  return [importText(['message', 'service'], RUNTIME), ...fromOthers];
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
      return `/*@__PURE__*/ message("${desc.typeName}", () => [${desc.fields.map(fieldText).join(', ')}])`;
    case 'service':
      return `/*@__PURE__*/ service("${desc.typeName}", ${desc.methods.map(methodText).join(', ')})`;
    // Names and numbers of an enum, both ways.
    case undefined:
      return JSON.stringify(desc);
  }
}

function fieldText(field) {
  if (field.delimitedEncoding || field.longAsString || field.getDefaultValue?.() !== undefined)
    throw new Error(`${field} has options that bundles do not know`);
  const { localName, number, fieldKind, message, oneof, scalar, mapKey } = field;
  const isOptional = !oneof && fieldKind !== 'message' && field.presence === EXPLICIT;
  const type =
    (scalar ?? (message ? MESSAGE : ENUM)) +
    (fieldKind === 'list' ? LIST : 0) +
    (fieldKind === 'map' ? MAP : 0) +
    (isOptional ? OPTIONAL : 0);
  const within = oneof?.localName ?? mapKey;
  const rest =
    within === undefined
      ? message
        ? [nameOf(message)]
        : []
      : [message ? nameOf(message) : 0, JSON.stringify(within)];
  return `[${[JSON.stringify(localName), number, type, ...rest].join(', ')}]`;
}

function methodText({ name, methodKind, input, output, idempotency }) {
  return `["${name}", "${methodKind}", ${nameOf(input)}, ${nameOf(output)}, ${idempotency}]`;
}
