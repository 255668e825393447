/**
 * What a page has in place of the descriptors that protobuf-es reads from compiled files: as much of them as its binary
 * format and Connect ask for, made when it is first asked for. `read-descriptors.mjs` writes the calls.
 *
 * They are of proto3: enums are open and begin with 0, strings are checked, numbers in lists are packed. A field is named as
 * in TypeScript wherever a name is told.
 */

/** What is added to a field's type, which is otherwise that of `FieldDescriptorProto.Type`. */
export const LIST = 32;
export const MAP = 64;
export const OPTIONAL = 128;

const STRING = 9;
const MESSAGE = 11;
const BYTES = 12;
const ENUM = 14;

const EXPLICIT = 1;
const IMPLICIT = 2;

const file = { edition: 999 };
const openEnum = { open: true, values: [{ number: 0 }] };

/**
 * @typedef {readonly [name: string, number: number, type: number, of?: Message | 0, within?: string | number]} Field
 *   of: the message of a field or of a map's values; within: the oneof that it belongs to, or the type of a map's keys
 */

class Message {
  kind = 'message';
  file = file;
  #fields;

  /** @param {string} typeName @param {() => readonly Field[]} read messages may hold others that are described after them */
  constructor(typeName, read) {
    this.typeName = typeName;
    this.read = read;
  }

  get fields() {
    if (!this.#fields) {
      const oneofs = {};
      this.#fields = this.read().map((field) => described(this, field, oneofs));
    }
    return this.#fields;
  }

  get members() {
    return [...new Set(this.fields.map((field) => field.oneof ?? field))];
  }

  toString() {
    return `message ${this.typeName}`;
  }
}

/** @param {Record<string, object>} oneofs those of the message so far, by name */
function described(parent, [name, number, type, of, within], oneofs) {
  const base = type % LIST;
  const kind = base === MESSAGE ? 'message' : base === ENUM ? 'enum' : 'scalar';
  const isList = type & LIST;
  const isMap = type & MAP;
  const field = {
    ...{ kind: 'field', name, localName: name, number, parent },
    fieldKind: isList ? 'list' : isMap ? 'map' : kind,
    listKind: isList ? kind : undefined,
    mapKind: isMap ? kind : undefined,
    message: of || undefined,
    enum: kind === 'enum' ? openEnum : undefined,
    scalar: kind === 'scalar' ? base : undefined,
    presence: IMPLICIT,
    utf8Validation: true,
    packed: isList && ![STRING, MESSAGE, BYTES].includes(base),
    getDefaultValue() {},
    toString: () => `field ${parent.typeName}.${name}`,
  };
  if (isMap) field.mapKey = within;
  else if (within) {
    field.oneof = oneofs[within] ??= { kind: 'oneof', name: within, localName: within, parent, fields: [] };
    field.oneof.fields.push(field);
  }
  if (field.oneof || type & OPTIONAL || field.fieldKind === 'message') field.presence = EXPLICIT;
  return field;
}

export const message = (typeName, read) => new Message(typeName, read);

/**
 * @typedef {readonly [name: string, kind: string, input: Message, output: Message, idempotency: number]} Method
 *
 * @param {string} typeName
 * @param {...Method} methods
 */
export function service(typeName, ...methods) {
  const parent = { kind: 'service', typeName };
  parent.methods = methods.map(([name, methodKind, input, output, idempotency]) => ({
    ...{ kind: 'rpc', parent, name, localName: name[0].toLowerCase() + name.slice(1) },
    ...{ methodKind, input, output, idempotency },
  }));
  return parent;
}
