/**
 * What a page has in place of the descriptors that protobuf-es reads from compiled files: as much of them as `binary-format.mjs`
 * and Connect ask for. `read-descriptors.mjs` writes the calls.
 */

/** What is added to a field's type, which is otherwise that of `FieldDescriptorProto.Type`. */
export const LIST = 32;
export const MAP = 64;
export const OPTIONAL = 128;

/**
 * @typedef {readonly [name: string, number: number, type: number, of?: Message | 0, oneof?: string]} Field
 *   name: as in TypeScript; of: its message, which of a map is that of an entry; oneof: the one that it belongs to
 */

class Message {
  #read;
  #fields;
  #byNumber;

  /** @param {() => readonly Field[]} read messages may hold others that are described after them */
  constructor(read) {
    this.#read = read;
  }

  /** In the order in which they are written. */
  get fields() {
    this.#fields ??= this.#read();
    return this.#fields;
  }

  /** @param {number} number @returns {Field | undefined} */
  field(number) {
    this.#byNumber ??= new Map(this.fields.map((field) => [field[1], field]));
    return this.#byNumber.get(number);
  }
}

export const message = (read) => new Message(read);

/** An entry of a map of texts by texts; the contract has no others. */
export const textEntry = /*@__PURE__*/ message(() => [
  ['key', 1, 9],
  ['value', 2, 9],
]);

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
