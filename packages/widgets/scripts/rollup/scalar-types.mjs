import { WireType } from '@bufbuild/protobuf/wire';

/**
 * @typedef {object} ScalarType
 * @property {string} name the method of a reader and of a writer
 * @property {number} wireType
 * @property {unknown} zero what a field of it has where nothing was written
 */

const varint = (name, zero = 0) => ({ name, wireType: WireType.Varint, zero });
const sized = (name, zero) => ({ name, wireType: WireType.LengthDelimited, zero });

/**
 * Those of the contract by the numbers of `FieldDescriptorProto.Type`. An enum (14) is open: any number may come.
 *
 * @type {Readonly<Record<number, ScalarType>>}
 */
export const SCALAR_TYPES = {
  1: { name: 'double', wireType: WireType.Bit64, zero: 0 },
  3: varint('int64', 0n),
  4: varint('uint64', 0n),
  5: varint('int32'),
  8: varint('bool', false),
  9: sized('string', ''),
  12: sized('bytes', new Uint8Array()),
  13: varint('uint32'),
  14: varint('int32'),
  17: varint('sint32'),
  18: varint('sint64', 0n),
};
