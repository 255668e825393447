import { WireType } from './binary-reader.mjs';

/**
 * @typedef {object} ScalarType
 * @property {number} wireType
 * @property {unknown} zero what a field of it has where nothing was written
 * @property {(reader: import('./binary-reader.mjs').BinaryReader) => unknown} read
 * @property {(bytes: number[], value: unknown) => void} write
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @param {bigint} value not below 0 */
export function addVarint(bytes, value) {
  let rest = value;
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
}

/** Adds bytes, and how many they are before them. */
export function addSized(bytes, added) {
  addVarint(bytes, BigInt(added.length));
  addAll(bytes, added);
}

function addAll(bytes, added) {
  for (const byte of added) bytes.push(byte);
}

/** @param {(bits: number, value: bigint) => bigint} cut to a number with so many bits */
function inRange(cut, bits, value) {
  const whole = BigInt(value);
  if (cut(bits, whole) !== whole) throw new RangeError(`${value} does not fit into ${bits} bits`);
  return whole;
}

const varint = (zero, read, toRaw) => ({
  ...{ wireType: WireType.Varint, zero, read },
  write: (bytes, value) => addVarint(bytes, toRaw(value)),
});
const unsigned = (bits) => (value) => inRange(BigInt.asUintN, bits, value);
const signed = (bits) => (value) => BigInt.asUintN(64, inRange(BigInt.asIntN, bits, value));
/** Numbers near 0 are short, those below it too. */
const zigzag = (bits) => (value) => {
  const whole = inRange(BigInt.asIntN, bits, value);
  return BigInt.asUintN(64, (whole << 1n) ^ (whole >> 63n));
};

const int32 = varint(0, (reader) => reader.uint32() | 0, signed(32));
const uint32 = varint(0, (reader) => reader.uint32(), unsigned(32));
const sint32 = varint(
  0,
  (reader) => {
    const raw = reader.uint32();
    return (raw >>> 1) ^ -(raw & 1);
  },
  zigzag(32),
);
const int64 = varint(0n, (reader) => reader.int64(), signed(64));
const uint64 = varint(0n, (reader) => reader.uint64(), unsigned(64));
const sint64 = varint(
  0n,
  (reader) => {
    const raw = reader.uint64();
    return (raw >> 1n) ^ -(raw & 1n);
  },
  zigzag(64),
);
const bool = varint(false, (reader) => reader.uint64() > 0n, unsigned(1));
const string = {
  ...{ wireType: WireType.LengthDelimited, zero: '', read: (reader) => decoder.decode(reader.bytes()) },
  write: (bytes, text) => addSized(bytes, encoder.encode(text)),
};
const bytes = {
  ...{ wireType: WireType.LengthDelimited, zero: new Uint8Array(), read: (reader) => reader.bytes() },
  write: addSized,
};
const double = {
  ...{ wireType: WireType.Bit64, zero: 0, read: (reader) => reader.double() },
  write: (bytes, value) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value, true);
    addAll(bytes, new Uint8Array(view.buffer));
  },
};

/**
 * Those of the contract by the numbers of `FieldDescriptorProto.Type`. An enum (14) is open: any number may come.
 *
 * @type {Readonly<Record<number, ScalarType>>}
 */
export const SCALAR_TYPES = {
  ...{ 1: double, 3: int64, 4: uint64, 5: int32, 8: bool, 9: string },
  ...{ 12: bytes, 13: uint32, 14: int32, 17: sint32, 18: sint64 },
};

/** Integers of 64 bits, as those who make messages ask for them. */
export const protoInt64 = { parse: BigInt };
