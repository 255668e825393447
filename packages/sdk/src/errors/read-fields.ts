import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/** The fields of one protobuf message by number, read without its descriptor. */
export interface Fields {
  /** The first value of a string field, or undefined when it is absent. */
  text(field: number): string | undefined;
  /** The first value of an integer field, or undefined when it is absent. */
  integer(field: number): bigint | undefined;
  /** Every value of a field that holds messages, in order. */
  messages(field: number): Fields[];
}

/**
 * Reads a protobuf message by field numbers alone. Used for the few error details the SDK understands:
 * their generated descriptors (buf.validate above all) would weigh more than the rest of the SDK.
 *
 * @throws when the bytes are not a protobuf message.
 */
export function readFields(bytes: Uint8Array): Fields {
  const chunks = new Map<number, Uint8Array[]>();
  const integers = new Map<number, bigint>();
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (wireType === WireType.LengthDelimited) {
      chunks.set(field, [...(chunks.get(field) ?? []), reader.bytes()]);
    } else if (wireType === WireType.Varint) {
      if (!integers.has(field)) integers.set(field, BigInt(reader.int64()));
      else reader.skip(wireType, field);
    } else {
      reader.skip(wireType, field);
    }
  }
  return {
    text: (field) => {
      const chunk = chunks.get(field)?.[0];
      return chunk && new TextDecoder().decode(chunk);
    },
    integer: (field) => integers.get(field),
    messages: (field) => (chunks.get(field) ?? []).map(readFields),
  };
}
