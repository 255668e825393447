import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { LIST, MAP, OPTIONAL } from './described.mjs';
import { readDescriptors } from './read-descriptors.mjs';
import { smallProtobuf } from './small-protobuf.mjs';

const ENTRY = '\0entry';
const GEN = fileURLToPath(new URL('../../../sdk/src/gen/', import.meta.url));
const gen = (name) => `${GEN}wattlet/v1/${name}_pb.js`;
/** protobuf-es as the SDK has it, in the form that rollup takes. */
const protobuf = (part) =>
  createRequire(gen('live')).resolve(`@bufbuild/protobuf${part}`).replace('/cjs/', '/esm/');

/** What a page would have of these statements, built with descriptors that were read before. */
async function built(source) {
  const entry = {
    name: 'entry',
    resolveId: (id) => (id === ENTRY ? id : null),
    load: (id) => (id === ENTRY ? source : null),
  };
  const bundle = await rollup({
    input: ENTRY,
    plugins: [
      entry,
      nodeResolve({ browser: true, rootDir: fileURLToPath(new URL('../..', import.meta.url)) }),
      smallProtobuf(),
      readDescriptors(),
    ],
    onwarn: () => {},
  });
  const { output } = await bundle.generate({ format: 'esm' });
  const [{ code }] = output;
  return {
    code,
    module: await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`),
  };
}

/** The whole contract, built, beside the same as protobuf-es reads it when it starts. */
async function contract() {
  const files = globSync('**/*_pb.js', { cwd: GEN }).map((name) => GEN + name);
  const source = files.map((file, at) => `export * as f${at} from ${JSON.stringify(file)};`);
  const { module } = await built(
    `${source.join('\n')} export { create, fromBinary, toBinary } from ${JSON.stringify(protobuf(''))};`,
  );
  const pairs = await Promise.all(
    files.map(async (file, at) => {
      const whole = await import(file);
      return Object.entries(module[`f${at}`]).map(([name, ready]) => ({ ready, whole: whole[name] }));
    }),
  );
  return { module, pairs: pairs.flat() };
}

const ofKind = (pairs, kind) => pairs.filter(({ whole }) => whole.kind === kind);

/** What is said of a field, as protobuf-es has read it. */
const told = ({ localName, number, fieldKind, scalar, enum: names, message, oneof, presence }) => ({
  ...{ localName, number, oneof: oneof?.localName },
  // Of a map what it has for an entry.
  type: fieldKind === 'map' ? MESSAGE : (scalar ?? (names ? ENUM : MESSAGE)),
  of: fieldKind === 'map' ? ['key', 'value'] : message?.fields.map((field) => field.localName).toSorted(),
  isList: fieldKind === 'list',
  isMap: fieldKind === 'map',
  isOptional: !oneof && fieldKind !== 'message' && presence === EXPLICIT,
});
const EXPLICIT = 1;
const MESSAGE = 11;
const ENUM = 14;

/** The same as a bundle has it. */
const ready = ([localName, number, type, of, oneof]) => ({
  ...{ localName, number, oneof, type: type % LIST },
  of: of ? of.fields.map(([name]) => name).toSorted() : undefined,
  isList: Boolean(type & LIST),
  isMap: Boolean(type & MAP),
  isOptional: Boolean(type & OPTIONAL),
});

test('each message of the contract has its fields, in the order of their numbers', async () => {
  const messages = ofKind((await contract()).pairs, 'message');
  assert.ok(messages.length > 100);
  for (const { ready: message, whole } of messages) {
    const fields = whole.fields.toSorted((a, b) => a.number - b.number);
    assert.deepEqual(message.fields.map(ready), fields.map(told), whole.typeName);
  }
});

test('each message of the contract, filled, is written to the same bytes and read from them', async () => {
  const { module, pairs } = await contract();
  const { create, fromBinary, toBinary } = await import(protobuf(''));
  for (const { ready: message, whole } of ofKind(pairs, 'message')) {
    for (let turn = 0; turn < 10; turn++) {
      const init = filled(whole, turn);
      const bytes = toBinary(whole, create(whole, init));
      assert.deepEqual(module.toBinary(message, module.create(message, init)), bytes, whole.typeName);
      assert.deepEqual(module.fromBinary(message, bytes), unnamed(fromBinary(whole, bytes)), whole.typeName);
    }
  }
});

/** A message without its name, and those in it, which nobody asks for in a page. */
function unnamed(value) {
  if (Array.isArray(value)) return value.map(unnamed);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  const entries = Object.entries(value).filter(([name]) => name !== '$typeName');
  return Object.fromEntries(entries.map(([name, one]) => [name, unnamed(one)]));
}

/** A message with everything set, of each oneof what has its turn; messages in it to a depth of 3. */
function filled(desc, turn, depth = 0) {
  const init = {};
  for (const member of desc.members) {
    const field = member.kind === 'oneof' ? member.fields[turn % member.fields.length] : member;
    const value = sample(field, turn, depth);
    if (value !== undefined)
      init[member.localName] = field === member ? value : { case: field.localName, value };
  }
  return init;
}

function sample(field, turn, depth) {
  const one = () => {
    if (field.message) return depth < 3 ? filled(field.message, turn, depth + 1) : undefined;
    return field.enum ? field.enum.values.at(-1).number : scalarOf(field.scalar, turn);
  };
  const value = one();
  if (value === undefined) return undefined;
  if (field.fieldKind === 'list') return [value, one()];
  return field.fieldKind === 'map' ? { [scalarOf(field.mapKey, turn)]: value } : value;
}

/** By the numbers of `FieldDescriptorProto.Type`. */
function scalarOf(type, turn) {
  if (type === 9) return `text ${turn} ‏ß`;
  if (type === 8) return true;
  if (type === 12) return new Uint8Array([1, turn]);
  return [3, 4, 6, 16, 18].includes(type) ? 1n + BigInt(turn) : turn + 1;
}

test('services have the methods that protobuf-es reads, and what may be read by GET', async () => {
  const services = ofKind((await contract()).pairs, 'service');
  assert.ok(services.length > 5);
  const methodsOf = ({ methods }) =>
    methods.map(({ name, localName, methodKind, idempotency, input, output, parent }) => ({
      ...{ name, localName, methodKind, idempotency, parent: parent.typeName },
      ...{ input: fieldNames(input), output: fieldNames(output) },
    }));
  const fieldNames = ({ fields }) => fields.map(({ localName, 0: name }) => localName ?? name).toSorted();
  for (const { ready, whole } of services) assert.deepEqual(methodsOf(ready), methodsOf(whole));
});

test('an enum has its names and numbers', async () => {
  const enums = (await contract()).pairs.filter(({ whole }) => whole.kind === undefined);
  assert.ok(enums.length > 5);
  for (const { ready, whole } of enums) assert.deepEqual(ready, whole);
});

test('a bundle has only what it asks for, and nothing that reads descriptors or other formats', async () => {
  const live = JSON.stringify(gen('live'));
  const { code } = await built(`
    export { WatchResponseSchema } from ${live};
    export { create, fromBinary, toBinary } from ${JSON.stringify(protobuf(''))};`);
  // Of a change of a stream; and of a subject that is asked for.
  assert.match(code, /"heartbeat"/);
  assert.doesNotMatch(code, /bucketSeconds/);
  assert.doesNotMatch(code, /FileDescriptorProto|createEmbeddedFileRegistry|google\.protobuf|is not in this/);
});

test('an enum of descriptors is there for whoever asks for it, and else it is not', async () => {
  const asked = await built(
    `export { MethodOptions_IdempotencyLevel } from ${JSON.stringify(protobuf('/wkt'))};`,
  );
  assert.equal(asked.module.MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS, 1);
  assert.doesNotMatch(asked.code, /LABEL_REQUIRED"\] = /);
});
