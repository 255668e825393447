import { BinaryReader, WireType } from './binary-reader.mjs';
import { LIST, MAP, OPTIONAL } from './described.mjs';
import { addSized, addVarint, SCALAR_TYPES } from './scalar-types.mjs';

export { BinaryReader, WireType };

/**
 * What a page has in place of how protobuf-es reads and writes messages: the binary format of proto3, for messages that
 * `described.mjs` describes. A message is a plain object; what it lacks has its default. Fields that only a later version of
 * the contract has are left out.
 *
 * @typedef {ReturnType<typeof import('./described.mjs').message>} Message
 * @typedef {import('./described.mjs').Field} Field
 */

/** @param {Message} message @param {object} [init] */
export function create(message, init) {
  const made = {};
  for (const [name, , type, of, oneof] of message.fields) {
    if (oneof) made[oneof] = { case: undefined };
    else if (type & MAP) made[name] = {};
    else if (type & LIST) made[name] = [];
    else if (!of && !(type & OPTIONAL)) made[name] = SCALAR_TYPES[type].zero;
  }
  return Object.assign(made, init);
}

/** @param {Message} message @param {Uint8Array} bytes @throws where they are not of a message */
export function fromBinary(message, bytes) {
  return readMessage(message, new BinaryReader(bytes), bytes.length);
}

/** @param {Message} message @param {object} value @throws where a number does not fit */
export function toBinary(message, value) {
  return Uint8Array.from(writtenMessage(message, value));
}

/** @param {number} end where the message ends */
function readMessage(message, reader, end) {
  const made = create(message);
  while (reader.pos < end) {
    const [number, wireType] = reader.tag();
    const field = message.field(number);
    if (field) readField(field, wireType, reader, made);
    else reader.skip(wireType);
  }
  return made;
}

/** The server writes a field once: what came before under the same name counts no more. */
function readField([name, , type, of, oneof], wireType, reader, made) {
  const scalar = SCALAR_TYPES[type % LIST];
  if (!of && wireType !== scalar.wireType) {
    // The numbers of a list come together, and may be thousands.
    const list = made[name];
    for (const end = reader.end(); reader.pos < end; ) list.push(scalar.read(reader));
    return;
  }
  const value = of ? readMessage(of, reader, reader.end()) : scalar.read(reader);
  if (oneof) made[oneof] = { case: name, value };
  else if (type & MAP) made[name][value.key] = value.value;
  else if (type & LIST) made[name].push(value);
  else made[name] = value;
}

/** @returns {number[]} */
function writtenMessage(message, value) {
  const bytes = [];
  for (const field of message.fields) writeField(bytes, field, value);
  return bytes;
}

function writeField(bytes, [name, number, type, of, oneof], message) {
  const { case: set, value } = oneof ? (message[oneof] ?? {}) : { case: name, value: message[name] };
  if (set !== name || value === undefined) return;
  const scalar = SCALAR_TYPES[type % LIST];
  const isSized = of || scalar.wireType === WireType.LengthDelimited;
  const addTag = (wireType) => addVarint(bytes, BigInt((number << 3) | wireType));
  const add = (one) => {
    addTag(isSized ? WireType.LengthDelimited : scalar.wireType);
    if (of) addSized(bytes, writtenMessage(of, one));
    else scalar.write(bytes, one);
  };
  if (type & MAP) for (const [key, text] of Object.entries(value)) add({ key, value: text });
  else if (type & LIST && isSized) value.forEach(add);
  else if (type & LIST) {
    const numbers = [];
    for (const one of value) scalar.write(numbers, one);
    if (numbers.length === 0) return;
    addTag(WireType.LengthDelimited);
    addSized(bytes, numbers);
  } else if (of || oneof || type & OPTIONAL || !Object.is(value, scalar.zero)) add(value);
}
