import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import fc from 'fast-check';
import { rollup } from 'rollup';
import { base64Decode, base64Encode } from './base64.mjs';
import { create, fromBinary, toBinary } from './binary-format.mjs';
import { LIST, message, OPTIONAL } from './described.mjs';
import { SCALAR_TYPES } from './scalar-types.mjs';
import { smallProtobuf } from './small-protobuf.mjs';

const SDK = fileURLToPath(new URL('../../../sdk/package.json', import.meta.url));
const library = (name) => createRequire(SDK).resolve(name).replace('/cjs/', '/esm/');
const wire = await import(library('@bufbuild/protobuf/wire'));

/** By the numbers of `FieldDescriptorProto.Type`: what protobuf-es calls each of them, and what it may be. */
const KINDS = {
  1: { name: 'double', values: fc.double() },
  3: { name: 'int64', values: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) },
  4: { name: 'uint64', values: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) },
  5: { name: 'int32', values: fc.integer() },
  8: { name: 'bool', values: fc.boolean() },
  9: { name: 'string', values: fc.string({ unit: 'binary' }) },
  12: { name: 'bytes', values: fc.uint8Array() },
  13: { name: 'uint32', values: fc.nat({ max: 2 ** 32 - 1 }) },
  14: { name: 'int32', values: fc.integer() },
  17: { name: 'sint32', values: fc.integer() },
  18: { name: 'sint64', values: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) },
};

test('a value of each type is written as protobuf-es does it, and read from that', () => {
  assert.deepEqual(Object.keys(KINDS), Object.keys(SCALAR_TYPES));
  for (const [type, { name, values }] of Object.entries(KINDS)) {
    const holder = message(() => [['one', 1, Number(type) + OPTIONAL]]);
    fc.assert(
      fc.property(values, (one) => {
        const { wireType } = SCALAR_TYPES[type];
        const bytes = new wire.BinaryWriter().tag(1, wireType)[name](one).finish();
        assert.deepEqual(toBinary(holder, { one }), bytes);
        assert.deepEqual(fromBinary(holder, bytes), { one });
      }),
    );
  }
});

const numbers = message(() => [['all', 2, 17 + LIST]]);

test('numbers of a list are read together, and one by one', () => {
  const packed = Uint8Array.of((2 << 3) | 2, 2, 1, 4);
  assert.deepEqual(toBinary(numbers, { all: [-1, 2] }), packed);
  assert.deepEqual(fromBinary(numbers, packed), { all: [-1, 2] });
  assert.deepEqual(fromBinary(numbers, Uint8Array.of(2 << 3, 1, 2 << 3, 4)), { all: [-1, 2] });
});

test('what a later version of the contract has added is left out', () => {
  const later = new wire.BinaryWriter();
  later
    .tag(7, 0)
    .int64(-1n)
    .tag(8, 1)
    .double(1)
    .tag(9, 5)
    .fixed32(1)
    .tag(10, 2)
    .string('more')
    .tag(2, 0)
    .sint32(3);
  assert.deepEqual(fromBinary(numbers, later.finish()), { all: [3] });
});

test('bytes that end too early, or are of nothing known, are refused', () => {
  const text = message(() => [
    ['text', 1, 9],
    ['own', 2, 11, numbers],
  ]);
  for (const bytes of [[10], [10, 3, 65, 66], [18, 5, 18], [8, 128], [9, 1, 2], [13, 1], [11], [10, 1, 255]])
    assert.throws(() => fromBinary(text, Uint8Array.from(bytes)), `${bytes}`);
  assert.throws(() => fromBinary(text, new Uint8Array(12).fill(255)), /invalid varint/);
});

test('a number that does not fit, or is not whole, is not written', () => {
  const request = message(() => [
    ['pageSize', 1, 13],
    ['nanos', 2, 5],
    ['number', 3, 3],
  ]);
  for (const value of [
    { pageSize: -1 },
    { pageSize: 2 ** 32 },
    { pageSize: 1.5 },
    { nanos: 2 ** 31 },
    { number: 2n ** 63n },
  ])
    assert.throws(() => toBinary(request, value), /invalid u?int(32|64)/);
});

test('what a message lacks has its default, of a oneof too', () => {
  const own = message(() => [
    ['id', 1, 13],
    ['first', 2, 9, 0, 'choice'],
    ['second', 3, 11, numbers, 'choice'],
    ['maybe', 4, 8 + OPTIONAL],
  ]);
  assert.deepEqual(create(own), { id: 0, choice: { case: undefined } });
  assert.equal(toBinary(own, { id: 0, choice: { case: undefined } }).length, 0);
  for (const value of [
    { id: 7, choice: { case: 'first', value: '' }, maybe: false },
    { id: 0, choice: { case: 'second', value: { all: [] } } },
  ])
    assert.deepEqual(fromBinary(own, toBinary(own, value)), value);
});

test('base 64 is that of protobuf-es', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      assert.equal(base64Encode(bytes), wire.base64Encode(bytes, 'url'));
      for (const form of ['std', 'std_raw'])
        assert.deepEqual(base64Decode(wire.base64Encode(bytes, form)), bytes);
    }),
  );
});

test('modules of protobuf-es keep their names, and what is not there throws', async () => {
  const id = library('@bufbuild/protobuf').replace(/index\.js$/, 'create.js');
  assert.match(await smallProtobuf().load(id), /^export \{ create \} from ".*binary-format\.mjs";/);
  const json = library('@bufbuild/protobuf').replace(/index\.js$/, 'to-json.js');
  assert.match(await smallProtobuf().load(json), /export const toJson = \(\) => \{ throw /);
  assert.equal(await smallProtobuf().load('/dist/create.js'), null);
});

test('reader and writer have the methods of the contract’s types, and no others', async () => {
  const bundle = await rollup({
    input: library('@bufbuild/protobuf/wire'),
    plugins: [nodeResolve({ browser: true }), smallProtobuf()],
    onwarn: () => {},
  });
  const [{ code }] = (await bundle.generate({ format: 'esm' })).output;
  const small = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
  for (const name of ['BinaryReader', 'BinaryWriter']) {
    const methods = Object.getOwnPropertyNames(wire[name].prototype);
    const left = Object.getOwnPropertyNames(small[name].prototype);
    const gone = methods.filter((method) => !left.includes(method)).sort();
    assert.deepEqual(gone, ['fixed32', 'fixed64', 'float', 'sfixed32', 'sfixed64']);
  }
});
