/** Milliseconds from 1970 to PostgreSQL's own epoch, 2000-01-01, and the days. */
const EPOCH_MS = 946_684_800_000;
const EPOCH_DAYS = 10_957;
const HEADER_BYTES = 20;

/**
 * `uuid[]`, of 16 bytes each. Like the others here it is a parameter for `unnest` of the driver `pg`: an array without
 * nulls in PostgreSQL's binary form, which is copied and not parsed.
 */
export const uuidArray = (values: readonly Uint8Array[]): Buffer =>
  binaryArray(2950, 16, values, (array, value, offset) => array.set(value, offset));

/** `timestamptz[]`, of epoch milliseconds of the years 1715 to 2284, whose microseconds are safe integers. */
export const timestamptzArray = (values: readonly number[]): Buffer =>
  binaryArray(1184, 8, values, (array, value, offset) => putInt8(array, (value - EPOCH_MS) * 1000, offset));

/** `bigint[]`, of safe integers. */
export const int8Array = (values: readonly number[]): Buffer => binaryArray(20, 8, values, putInt8);

/** `integer[]`. */
export const int4Array = (values: readonly number[]): Buffer =>
  binaryArray(23, 4, values, (array, value, offset) => array.writeInt32BE(value, offset));

/** `smallint[]`. */
export const int2Array = (values: readonly number[]): Buffer =>
  binaryArray(21, 2, values, (array, value, offset) => array.writeInt16BE(value, offset));

/** `date[]`, of days since 1970-01-01. */
export const dateArray = (values: readonly number[]): Buffer =>
  binaryArray(1082, 4, values, (array, value, offset) => array.writeInt32BE(value - EPOCH_DAYS, offset));

/** The form: dimensions, has nulls, type; length and lower bound of the dimension; then length and bytes of each element. */
function binaryArray<Value>(
  oid: number,
  size: number,
  values: readonly Value[],
  put: (array: Buffer, value: Value, offset: number) => void,
): Buffer {
  const array = Buffer.allocUnsafe(HEADER_BYTES + values.length * (4 + size));
  array.writeInt32BE(1, 0);
  array.writeInt32BE(0, 4);
  array.writeInt32BE(oid, 8);
  array.writeInt32BE(values.length, 12);
  array.writeInt32BE(1, 16);
  let offset = HEADER_BYTES;
  for (const value of values) {
    array.writeInt32BE(size, offset);
    put(array, value, offset + 4);
    offset += 4 + size;
  }
  return array;
}

function putInt8(array: Buffer, value: number, offset: number): void {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a safe integer.`);
  array.writeInt32BE(Math.floor(value / 0x1_0000_0000), offset);
  array.writeUInt32BE(value >>> 0, offset + 4);
}
