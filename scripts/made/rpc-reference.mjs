import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../lib/repository.mjs';

const server = createRequire(join(root, 'packages/server/package.json'));
const load = (name) => import(pathToFileURL(server.resolve(name)).href);
const source = (path) => import(pathToFileURL(join(root, 'packages/server/src', path)).href);

/** Of FileDescriptorProto and DescriptorProto, by which comments name what they are about. */
const MESSAGES = 4;
const ENUMS = 5;
const SERVICES = 6;
const NESTED = { messages: 3, enums: 4 };
const MEMBERS = 2;

const HEAD = `# The RPC contract

Made from \`proto/wattlet/v1\` by \`npm run generate\`. Every method is called by Connect, gRPC-Web or gRPC; with Connect a call is a POST
of JSON to \`/wattlet.v1.<Service>/<Method>\`, and a method that only reads may be a GET. The [SDK](../packages/sdk/README.md) does all of
it with types. Times are RFC 3339 in JSON, ranges half-open. "Who" is what the server enforces: [who may see what](access.md).

\`\`\`sh
curl -H 'content-type: application/json' -d '{"stream":"STREAM_LOAD"}' http://127.0.0.1:8080/wattlet.v1.SeriesService/ListAreas
\`\`\`
`;

/** The page that says of every service what its methods do, who may call them, and what they take and give. */
export async function rpcReference() {
  const [
    { fromBinary, getExtension, hasExtension, toJson },
    { FileDescriptorSetSchema },
    rules,
    { PERMISSIONS },
  ] = await Promise.all([
    load('@bufbuild/protobuf'),
    load('@bufbuild/protobuf/wkt'),
    load('@bufbuild/protovalidate/gen/buf/validate/validate_pb.js'),
    source('access/permissions.ts'),
  ]);
  const image = execFileSync(
    join(root, 'node_modules/.bin/buf'),
    ['build', 'proto', '-o', '-#format=binpb'],
    {
      cwd: root,
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  const { file: files } = fromBinary(FileDescriptorSetSchema, image);
  const own = files
    .filter(({ package: name }) => name === 'wattlet.v1')
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const limitsOf = (field) =>
    field.options && hasExtension(field.options, rules.field)
      ? limits(toJson(rules.FieldRulesSchema, getExtension(field.options, rules.field)))
      : '';
  const services = own.flatMap((file) =>
    file.service.map((service, index) => serviceSection(file, service, index, PERMISSIONS)),
  );
  const types = own.flatMap((file) => [
    ...file.messageType.flatMap((type, index) =>
      messageSections(file, type, { path: [MESSAGES, index], limitsOf }),
    ),
    ...file.enumType.map((type, index) => enumSection(file, type, [ENUMS, index])),
  ]);
  const contents = own.flatMap(({ service }) =>
    service.map(({ name }) => `[${name}](#${name.toLowerCase()})`),
  );
  types.sort((a, b) => (a.name < b.name ? -1 : 1));
  return [
    HEAD,
    `${contents.sort().join(' · ')}\n`,
    ...services.sort(),
    '## Types\n',
    ...types.map(({ text }) => text),
  ].join('\n');
}

function serviceSection(file, { name, method }, index, permissions) {
  const rows = method.map((one, at) => {
    const { inputType, outputType, serverStreaming, options } = one;
    const reads = options?.idempotencyLevel === 1 ? ' (reads only)' : '';
    const gives = (serverStreaming ? 'stream of ' : '') + typeLink(outputType);
    const key = `${name}.${one.name[0].toLowerCase()}${one.name.slice(1)}`;
    const rule = permissions[key];
    if (!rule) throw new Error(`nobody may call ${key}`);
    return [
      `\`${one.name}\`${reads}`,
      comment(file, [SERVICES, index, MEMBERS, at]),
      who(rule),
      typeLink(inputType),
      gives,
    ];
  });
  const what = comment(file, [SERVICES, index], '\n');
  return `## ${name}\n\n${what}\n\n${table(['method', 'what it does', 'who', 'takes', 'gives'], rows)}`;
}

function who({ kinds, person, onThisMachine }) {
  const open = kinds.includes('anonymous') ? ['anybody'] : kinds.map((kind) => `\`${kind}\``);
  const people = person
    ? [
        `${person.role} by ${person.via.join(', ')}${person.scope ? `, scope \`${person.scope}\`` : ''}${person.site ? ', of the platform' : ''}`,
      ]
    : [];
  const shown = kinds.includes('anonymous') ? open : [...people, ...open];
  return [...shown, ...(onThisMachine ? ['whoever is on the machine'] : [])].join('; ');
}

function messageSections(
  file,
  { name, field, nestedType, enumType, options },
  { path, limitsOf, outer = '' },
) {
  if (options?.mapEntry) return [];
  const full = outer + name;
  const rows = field.map((one, at) => [
    `\`${one.name}\``,
    typeOf(one) +
      (one.oneofIndex !== undefined && !one.proto3Optional && Object.hasOwn(one, 'oneofIndex')
        ? ' (one of)'
        : ''),
    comment(file, [...path, MEMBERS, at]),
    limitsOf(one),
  ]);
  const text = `### ${full}\n\n${comment(file, path, '\n')}\n\n${rows.length > 0 ? table(['field', 'type', 'what it is', 'limits'], rows) : 'Empty.\n'}`;
  return [
    { name: full, text },
    ...nestedType.flatMap((type, index) =>
      messageSections(file, type, { path: [...path, NESTED.messages, index], limitsOf, outer: `${full}.` }),
    ),
    ...enumType.map((type, index) => enumSection(file, type, [...path, NESTED.enums, index], `${full}.`)),
  ];
}

function enumSection(file, { name, value }, path, outer = '') {
  const rows = value.map((one, at) => [`\`${one.name}\``, comment(file, [...path, MEMBERS, at])]);
  return {
    name: outer + name,
    text: `### ${outer}${name}\n\n${comment(file, path, '\n')}\n\n${table(['value', 'what it is'], rows)}`,
  };
}

/** google.protobuf.FieldDescriptorProto.Type, by number. */
const SCALARS = {
  1: 'double',
  2: 'float',
  3: 'int64',
  4: 'uint64',
  5: 'int32',
  8: 'bool',
  9: 'string',
  12: 'bytes',
  13: 'uint32',
  17: 'sint32',
  18: 'sint64',
};

function typeOf({ type, typeName, label, proto3Optional }) {
  const name = typeName ? typeLink(typeName) : `\`${SCALARS[type]}\``;
  return (label === 3 ? 'repeated ' : proto3Optional ? 'optional ' : '') + name;
}

function typeLink(typeName) {
  const own = typeName.replace(/^\.wattlet\.v1\./, '');
  return own === typeName
    ? `\`${typeName.slice(1)}\``
    : `[${own}](#${own.toLowerCase().replaceAll('.', '')})`;
}

/** What the rules of a field ask for, as protovalidate says it. */
function limits(rules) {
  return Object.entries(rules)
    .map(([name, value]) =>
      typeof value === 'object' && !Array.isArray(value) && !('seconds' in value)
        ? limits(value)
        : `${name} ${JSON.stringify(value)}`,
    )
    .filter((text) => text !== '')
    .map((text) => (text.startsWith('`') ? text : `\`${text}\``))
    .join(', ');
}

/** The comment before a declaration. */
function comment({ sourceCodeInfo }, path, between = ' ') {
  const location = sourceCodeInfo?.location.find(
    (one) => one.path.length === path.length && one.path.every((part, at) => part === path[at]),
  );
  const lines = (location?.leadingComments ?? '').split('\n').map((line) => line.trim());
  return lines.join(between).trim();
}

function table(head, rows) {
  const cell = (text) => text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
  const lines = rows.map((row) => `| ${row.map(cell).join(' | ')} |`);
  return `| ${head.join(' | ')} |\n|${head.map(() => ' --- |').join('')}\n${lines.join('\n')}\n`;
}
