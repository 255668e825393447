export const WireType = { Varint: 0, Bit64: 1, LengthDelimited: 2, Bit32: 5 };

/** Reads values of the binary format of protobuf, one after the other; as that of protobuf-es, without what no page asks for. */
export class BinaryReader {
  pos = 0;
  #bytes;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
    this.len = bytes.length;
  }

  /** @returns {[number: number, wireType: number]} */
  tag() {
    const tag = this.uint32();
    return [tag >>> 3, tag & 7];
  }

  /** The lower 32 bits. */
  uint32() {
    const bytes = this.#bytes;
    let at = this.pos;
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      // Behind the end it is undefined, and goes on until it is too long.
      const byte = bytes[at++];
      if (shift < 32) value |= (byte & 127) << shift;
      if (byte < 128) {
        this.pos = at;
        return value >>> 0;
      }
    }
    throw new RangeError('invalid varint');
  }

  uint64() {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      // Behind the end it goes on, until it is too long.
      const byte = this.#bytes[this.pos++] ?? 128;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asUintN(64, value);
    }
    throw new RangeError('invalid varint');
  }

  int64() {
    return BigInt.asIntN(64, this.uint64());
  }

  double() {
    const { buffer, byteOffset } = this.#take(8);
    return new DataView(buffer, byteOffset).getFloat64(0, true);
  }

  /** What says how long it is. */
  bytes() {
    return this.#take(this.uint32());
  }

  /** Where it ends, which goes on from here. */
  end() {
    const end = this.uint32() + this.pos;
    if (end > this.len) throw new RangeError('premature EOF');
    return end;
  }

  /** Leaves out what has this type. */
  skip(wireType) {
    if (wireType === WireType.Varint) this.uint64();
    else if (wireType === WireType.LengthDelimited) this.bytes();
    else if (wireType === WireType.Bit64) this.#take(8);
    else if (wireType === WireType.Bit32) this.#take(4);
    else throw new Error(`cannot skip wire type ${wireType}`);
  }

  #take(length) {
    const from = this.pos;
    this.pos += length;
    if (this.pos > this.len) throw new RangeError('premature EOF');
    return this.#bytes.subarray(from, this.pos);
  }
}
