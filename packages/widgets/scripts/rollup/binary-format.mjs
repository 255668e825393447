import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { LIST, MAP, OPTIONAL } from './described.mjs';
import { SCALAR_TYPES } from './scalar-types.mjs';

/**
 * What a page has in place of how protobuf-es goes through messages: for those of proto3 that `described.mjs` describes. What is
 * in their fields is read and written by protobuf-es. A message is a plain object; what it lacks has its default. Fields that only
 * a later version of the contract has are left out.
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
  return writeMessage(new BinaryWriter(), message, value).finish();
}

/** @param {number} end where the message ends */
function readMessage(message, reader, end) {
  const made = create(message);
  while (reader.pos < end) {
    const [number, wireType] = reader.tag();
    const field = message.field(number);
    if (field) readField(field, wireType, reader, made);
    else reader.skip(wireType, number);
  }
  reader.assertBounds();
  return made;
}

/** The server writes a field once: what came before under the same name counts no more. */
function readField([name, , type, of, oneof], wireType, reader, made) {
  const scalar = SCALAR_TYPES[type % LIST];
  const end = () => reader.uint32() + reader.pos;
  const read = () => (of ? readMessage(of, reader, end()) : reader[scalar.name](true));
  if (!of && wireType !== scalar.wireType) {
    // The numbers of a list come together, and may be thousands.
    const list = made[name];
    for (const last = end(); reader.pos < last; ) list.push(read());
    reader.assertBounds();
    return;
  }
  const value = read();
  if (oneof) made[oneof] = { case: name, value };
  else if (type & MAP) made[name][value.key] = value.value;
  else if (type & LIST) made[name].push(value);
  else made[name] = value;
}

function writeMessage(writer, message, value) {
  for (const field of message.fields) writeField(writer, field, value);
  return writer;
}

function writeField(writer, [name, number, type, of, oneof], message) {
  const { case: set, value } = oneof ? (message[oneof] ?? {}) : { case: name, value: message[name] };
  if (set !== name || value === undefined) return;
  const scalar = SCALAR_TYPES[type % LIST];
  const isSized = of || scalar.wireType === WireType.LengthDelimited;
  const tag = (wireType) => writer.tag(number, wireType);
  const add = (one) => {
    tag(isSized ? WireType.LengthDelimited : scalar.wireType);
    if (of) writeMessage(writer.fork(), of, one).join();
    else writer[scalar.name](one);
  };
  if (type & MAP) for (const [key, text] of Object.entries(value)) add({ key, value: text });
  else if (type & LIST && isSized) value.forEach(add);
  else if (type & LIST) {
    if (value.length === 0) return;
    tag(WireType.LengthDelimited).fork();
    for (const one of value) writer[scalar.name](one);
    writer.join();
  } else if (of || oneof || type & OPTIONAL || !Object.is(value, scalar.zero)) add(value);
}
