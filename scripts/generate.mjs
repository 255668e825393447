// Generates the code of the contract from proto/: packages/sdk/src/gen without validation
// rules (they would double the bytes a browser loads), packages/server/src/gen with them.
//
//   node scripts/generate.mjs               writes the code, and what else is made from sources (made/made-files.mjs)
//   node scripts/generate.mjs into FOLDER   writes it below another folder, to be compared
//   node scripts/generate.mjs lint          checks proto/ by buf's rules
//
// The rules are options declared in buf/validate/validate.proto, which buf wants as a
// source file. It is printed here from the descriptor that @bufbuild/protovalidate
// carries, so that its version is the one in package.json and nothing is vendored.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules/.bin');
const server = createRequire(join(root, 'packages/server/package.json'));
const { file_buf_validate_validate: file } = await import(
  pathToFileURL(server.resolve('@bufbuild/protovalidate/gen/buf/validate/validate_pb.js')).href
);

// google.protobuf.FieldDescriptorProto.Type, by number.
const SCALARS = ['', 'double', 'float', 'int64', 'uint64', 'int32', 'fixed64', 'fixed32', 'bool', 'string'];
const MORE = { 12: 'bytes', 13: 'uint32', 15: 'sfixed32', 16: 'sfixed64', 17: 'sint32', 18: 'sint64' };
const LABELS = ['', 'optional', 'required', 'repeated'];

const typeOf = (field) => field.typeName || SCALARS[field.type] || MORE[field.type];

function printField(field, label = LABELS[field.label]) {
  return `${label} ${typeOf(field)} ${field.name} = ${field.number};`.trimStart();
}

function printEnum(type) {
  return `enum ${type.name} { ${type.value.map((v) => `${v.name} = ${v.number};`).join(' ')} }`;
}

function printMessage(type) {
  const lines = [
    ...type.nestedType.filter((nested) => !nested.options?.mapEntry).map(printMessage),
    ...type.enumType.map(printEnum),
    ...type.field.filter((f) => !isInOneof(f)).map((f) => printField(f)),
    ...type.oneofDecl.map((oneof, index) => {
      const members = type.field.filter((f) => isInOneof(f) && f.oneofIndex === index);
      return `oneof ${oneof.name} { ${members.map((f) => printField(f, '')).join(' ')} }`;
    }),
    ...type.extensionRange.map(
      (range) => `extensions ${range.start} to ${Math.min(range.end - 1, 536870911)};`,
    ),
  ];
  return `message ${type.name} {\n${lines.join('\n')}\n}`;
}

function isInOneof(field) {
  return Object.hasOwn(field, 'oneofIndex') && field.oneofIndex !== undefined && !field.proto3Optional;
}

function printFile(proto) {
  return [
    `syntax = "${proto.syntax || 'proto2'}";`,
    `package ${proto.package};`,
    ...proto.dependency.map((path) => `import "${path}";`),
    ...proto.enumType.map(printEnum),
    ...proto.messageType.map(printMessage),
    ...proto.extension.map((field) => `extend ${field.extendee} { ${printField(field)} }`),
  ].join('\n');
}

function exportValidateProto() {
  const folder = join(root, '.cache/proto/buf/validate');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'validate.proto'), `${printFile(file.proto)}\n`);
}

function run(program, args) {
  const { status } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
  });
  if (status !== 0) process.exit(status ?? 1);
}

const buf = (...args) => run(join(bin, 'buf'), args);

/** Of the files for a page only those of the services are used: the others are those of packages/sdk/src/gen. */
function dropRepeated(folder) {
  const made = join(folder, 'packages/sdk/src/gen-page/wattlet/v1');
  for (const name of readdirSync(made))
    if (!/^(?:alert_service|chat)_pb\./.test(name)) rmSync(join(made, name));
}

exportValidateProto();
const [action = 'write', folder = root] = process.argv.slice(2);
if (action === 'lint') buf('lint', 'proto');
else if (action === 'write' || action === 'into') {
  buf('generate', 'proto', '--output', folder);
  dropRepeated(folder);
} else throw new Error(`Not an action: ${action}`);
// What else is made from the code and committed.
if (action === 'write') {
  await import('./configuration.mjs');
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b']);
  await import('./made/made-files.mjs');
}
