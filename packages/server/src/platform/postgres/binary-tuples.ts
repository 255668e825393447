/** Offsets to PostgreSQL's own epoch, 2000-01-01. */
const EPOCH_DAYS = 10_957;
const EPOCH_MS = EPOCH_DAYS * 86_400_000;
const INT4_OID = 23;
const FLUSH_BYTES = 256 * 1024;

/**
 * Encodes rows for COPY … BINARY: `begin()` a row, then one call per column in their order. Take what is
 * written by `takeFull()` after each row, and by `take()` at the end.
 * The format: https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format".
 *
 * A value of another type than its column's is an error of the server, or wrong data where both have the same length.
 */
export class BinaryTuples {
  readonly #columns: number;
  #bytes = Buffer.allocUnsafeSlow(FLUSH_BYTES * 1.25);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  constructor(columns: number) {
    this.#columns = columns;
  }

  /** Starts a row. */
  begin(): void {
    this.#reserve(2);
    this.#putInt2(this.#columns);
  }

  null(): void {
    this.#reserve(4);
    this.#putInt4(-1);
  }

  int2(value: number): void {
    this.#reserve(6);
    this.#putInt4(2);
    this.#putInt2(value);
  }

  int4(value: number): void {
    this.#reserve(8);
    this.#putInt4(4);
    this.#putInt4(value);
  }

  /** @param value a safe integer: its magnitude is at most 2^53 - 1. */
  int8(value: number): void {
    this.#reserve(12);
    this.#putInt4(8);
    this.#putInt8(value);
  }

  /** @param day days since 1970-01-01. */
  date(day: number): void {
    this.int4(day - EPOCH_DAYS);
  }

  /** @param epochMs milliseconds since 1970-01-01 UTC, whole. */
  timestamptz(epochMs: number): void {
    this.int8((epochMs - EPOCH_MS) * 1000);
  }

  /** @param bytes its 16 bytes. */
  uuid(bytes: Uint8Array): void {
    if (bytes.length !== 16) throw new RangeError(`A uuid has 16 bytes, not ${bytes.length}.`);
    this.#reserve(20);
    this.#putInt4(16);
    this.#bytes.set(bytes, this.#length);
    this.#length += 16;
  }

  text(value: string): void {
    const bytes = Buffer.byteLength(value);
    this.#reserve(4 + bytes);
    this.#putInt4(bytes);
    this.#length += this.#bytes.write(value, this.#length);
  }

  /** @param missing the number that stands for null. */
  int4Array(values: Int32Array, missing: number): void {
    if (values.length === 0) {
      this.#emptyArray();
      return;
    }
    this.#reserve(24 + values.length * 8);
    const view = this.#view;
    const start = this.#length;
    let at = start + 24;
    let nulls = 0;
    for (let i = 0; i < values.length; i += 1) {
      const value = values[i];
      if (value === undefined || value === missing) {
        view.setInt32(at, -1);
        at += 4;
        nulls = 1;
      } else {
        view.setInt32(at, 4);
        view.setInt32(at + 4, value);
        at += 8;
      }
    }
    this.#putInt4(at - start - 4);
    this.#putInt4(1);
    this.#putInt4(nulls);
    this.#putInt4(INT4_OID);
    this.#putInt4(values.length);
    this.#putInt4(1);
    this.#length = at;
  }

  /** What is written so far if it is worth sending (256 KiB); the buffer is the caller's from then on. */
  takeFull(): Buffer | undefined {
    return this.#length < FLUSH_BYTES ? undefined : this.take();
  }

  /** All that is written so far; the buffer is the caller's from then on. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#renew(FLUSH_BYTES * 1.25);
    this.#length = 0;
    return taken;
  }

  #emptyArray(): void {
    this.#reserve(16);
    this.#putInt4(12);
    this.#putInt4(0);
    this.#putInt4(0);
    this.#putInt4(INT4_OID);
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#bytes.length) return;
    const written = this.#bytes.subarray(0, this.#length);
    this.#renew(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.set(written);
  }

  #renew(size: number): void {
    this.#bytes = Buffer.allocUnsafeSlow(size);
    this.#view = new DataView(this.#bytes.buffer);
  }

  #putInt2(value: number): void {
    this.#view.setInt16(this.#length, value);
    this.#length += 2;
  }

  #putInt4(value: number): void {
    this.#view.setInt32(this.#length, value);
    this.#length += 4;
  }

  #putInt8(value: number): void {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a safe integer.`);
    this.#view.setInt32(this.#length, Math.floor(value / 0x1_0000_0000));
    this.#view.setUint32(this.#length + 4, value >>> 0);
    this.#length += 8;
  }
}
