import {
  create,
  type DescField,
  type DescMessage,
  type Message,
  ScalarType,
  toBinary,
} from '@bufbuild/protobuf';
import { type ReflectMessage, reflect } from '@bufbuild/protobuf/reflect';
import fc from 'fast-check';

type Scalar = string | number | bigint | boolean | Uint8Array;

const DEEPEST = 4;

/** For tests: texts and numbers that mean something somewhere, beside random ones. */
export interface Hints {
  readonly texts: readonly string[];
}

/** For tests: any message of a type, as its bytes; about half of its fields are set. */
export function arbitraryMessage(desc: DescMessage, hints: Hints): fc.Arbitrary<Uint8Array> {
  return arbitraryReflected(desc, hints, 0).map((message) => toBinary(desc, message.message));
}

/** For tests: bytes that were a message once, and may still be one. */
export function mutated(bytes: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
  const change = fc.record({
    at: fc.nat(),
    to: fc.integer({ min: 0, max: 255 }),
    kind: fc.integer({ min: 0, max: 3 }),
  });
  return fc.tuple(bytes, fc.array(change, { minLength: 1, maxLength: 4 })).map(([original, changes]) => {
    let result = Buffer.from(original);
    for (const { at, to, kind } of changes) {
      const place = result.length === 0 ? 0 : at % result.length;
      if (kind === 0)
        result = Buffer.concat([result.subarray(0, place), Buffer.from([to]), result.subarray(place)]);
      else if (kind === 1) result = result.subarray(0, place);
      else if (kind === 2) result = Buffer.concat([result, result.subarray(place)]);
      else if (place < result.length) result[place] = to;
    }
    return result;
  });
}

function arbitraryReflected(desc: DescMessage, hints: Hints, depth: number): fc.Arbitrary<ReflectMessage> {
  const oneofs = new Set(desc.oneofs);
  const single = desc.fields.filter((field) => field.oneof === undefined || !oneofs.has(field.oneof));
  const chosen = desc.oneofs.map((oneof) => fc.option(fc.constantFrom(...oneof.fields)));
  const some = single.map((field) => fc.option(fc.constant(field)));
  return fc.tuple(...some, ...chosen).chain((picked) => {
    const fields = picked.filter((field): field is DescField => field !== null);
    const setters = fields.map((field) => arbitrarySetter(field, hints, depth));
    return fc.tuple(...setters).map((all) => {
      const message: Message = create(desc);
      const reflected = reflect(desc, message);
      for (const set of all) set(reflected);
      return reflected;
    });
  });
}

type Setter = (message: ReflectMessage) => void;

function arbitrarySetter(field: DescField, hints: Hints, depth: number): fc.Arbitrary<Setter> {
  const nothing = fc.constant<Setter>(() => undefined);
  const several = { maxLength: 3 };
  switch (field.fieldKind) {
    case 'scalar':
      return arbitraryScalar(field.scalar, hints).map((value) => (message) => message.set(field, value));
    case 'enum':
      return arbitraryEnum.map((value) => (message) => message.set(field, value));
    case 'message':
      if (depth >= DEEPEST) return nothing;
      return arbitraryReflected(field.message, hints, depth + 1).map(
        (value) => (message) => message.set(field, value),
      );
    case 'list': {
      if (field.listKind === 'message') {
        if (depth >= DEEPEST) return nothing;
        return fc
          .array(arbitraryReflected(field.message, hints, depth + 1), several)
          .map((values) => (message) => {
            for (const value of values) message.get(field).add(value);
          });
      }
      const item = field.listKind === 'enum' ? arbitraryEnum : arbitraryScalar(field.scalar, hints);
      return fc.array<Scalar>(item, several).map((values) => (message) => {
        for (const value of values) message.get(field).add(value);
      });
    }
    default:
      return nothing;
  }
}

const arbitraryEnum = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 5 }) },
  fc.integer({ min: -3, max: 99 }),
);

function arbitraryScalar(type: ScalarType, { texts }: Hints): fc.Arbitrary<Scalar> {
  switch (type) {
    case ScalarType.BOOL:
      return fc.boolean();
    case ScalarType.STRING:
      return fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...texts) },
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.constantFrom(
          '',
          '\0',
          "'; drop table chunk; --",
          '../../etc/passwd',
          'x'.repeat(5_000),
          '\u202e<b>',
        ),
      );
    case ScalarType.BYTES:
      return fc.uint8Array({ maxLength: 64 });
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT:
      return fc.oneof(
        fc.integer({ min: -10, max: 10_000 }),
        fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -0, 1e-300),
      );
    case ScalarType.INT64:
    case ScalarType.SINT64:
    case ScalarType.SFIXED64:
      return fc.oneof(
        fc.bigInt({ min: 1_640_000_000n, max: 1_643_000_000n }),
        fc.bigInt({ min: -5n, max: 100n }),
        fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      );
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
      return fc.oneof(fc.bigInt({ min: 0n, max: 100n }), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }));
    case ScalarType.UINT32:
    case ScalarType.FIXED32:
      return fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
    default:
      return fc.oneof(fc.integer({ min: -5, max: 100 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }));
  }
}
