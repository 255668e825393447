const DESCRIPTOR = /@bufbuild\/protobuf\/dist\/esm\/wkt\/google\/protobuf\/descriptor_pb\.js$/;
const READER = /@bufbuild\/protobuf\/dist\/esm\/codegenv2\/file\.js$/;
const DEFAULTS = /@bufbuild\/protobuf\/dist\/esm\/wire\/text-format\.js$/;
const GENERATED = /_pb\.js$/;
/** As tsc writes it: kept for its side effects, though nobody may ask for it. */
const ENUM = /export var (\w+);\s*\(function \(\1\) \{([\s\S]*?)\}\)\(\1 \|\| \(\1 = \{\}\)\);/g;

/**
 * Makes the descriptors small that protobuf-es reads when a page starts.
 *
 * - Base64 hides from compression what descriptors have in common: here they are strings of their bytes.
 * - What reads them knows everything that a descriptor can say; of that it keeps what the runtime asks for. What is
 *   left out of a descriptor's own descriptor is skipped when it is read, as any unknown field.
 * - Fields of proto3 have no defaults of their own, so nothing need read how those are written.
 *
 * It fails where a new version of protobuf-es is not what it expects.
 *
 * @returns {import('rollup').Plugin}
 */
export function compactDescriptors() {
  return {
    name: 'compact-descriptors',
    transform(code, id) {
      const replace = (pattern, by) => {
        if (!pattern.test(code))
          this.error(`${id} has no ${pattern}: is this another version of protobuf-es?`);
        return { code: code.replace(pattern, by), map: null };
      };
      if (DEFAULTS.test(id)) {
        const names = [...code.matchAll(/export function (\w+)\(/g)].map(([, name]) => name);
        const fail = `() => { throw new Error('this bundle knows proto3 only') }`;
        return {
          code: names.map((name) => `export const ${name} = ${fail};`).join('\n'),
          map: { mappings: '' },
        };
      }
      if (READER.test(id))
        return replace(/base64Decode\(b64\)/, 'Uint8Array.from(b64, (c) => c.charCodeAt(0))');
      if (DESCRIPTOR.test(id)) {
        code = code.replace(ENUM, 'export const $1 = /*@__PURE__*/ (function ($1) {$2 return $1; })({});');
        return replace(/boot\((\{.*\})\);/, (_, json) => `boot(${prune(json)});`);
      }
      if (GENERATED.test(id))
        return replace(/fileDesc\("([^"]+)"/, (_, base64) => `fileDesc(${bytesOf(base64)}`);
      return null;
    },
  };
}

function bytesOf(base64) {
  return JSON.stringify(Buffer.from(base64, 'base64').toString('latin1'));
}

/** The fields of google/protobuf/descriptor.proto that the runtime asks for, by message. */
const KEPT = {
  FileDescriptorProto: ['name', 'package', 'message_type', 'enum_type', 'service', 'extension', 'syntax'],
  DescriptorProto: ['name', 'field', 'nested_type', 'enum_type', 'extension', 'options', 'oneof_decl'],
  FieldDescriptorProto: [
    'name',
    'number',
    'label',
    'type',
    'type_name',
    'options',
    'oneof_index',
    'json_name',
    'proto3_optional',
  ],
  OneofDescriptorProto: ['name'],
  EnumDescriptorProto: ['name', 'value'],
  EnumValueDescriptorProto: ['name', 'number'],
  ServiceDescriptorProto: ['name', 'method'],
  MethodDescriptorProto: [
    'name',
    'input_type',
    'output_type',
    'options',
    'client_streaming',
    'server_streaming',
  ],
  MessageOptions: ['map_entry'],
  FieldOptions: ['packed'],
  MethodOptions: ['idempotency_level'],
};

/** Messages and enums are found by their place: those that are not asked for stay as names. */
function prune(json) {
  const file = JSON.parse(json);
  const messageType = file.messageType.map(({ name, field, enumType }) => {
    // What has a default begins with it anyway: the first of an enum.
    const fields = field
      .filter((one) => KEPT[name]?.includes(one.name))
      .map(({ defaultValue: _, ...one }) => one);
    const enums = enumType?.map((type) => (isUsed(type, fields) ? type : { name: type.name, value: [] }));
    return { name, ...(fields.length > 0 && { field: fields }), ...(enums && { enumType: enums }) };
  });
  const fields = messageType.flatMap(({ field = [] }) => field);
  const enumType = file.enumType.map((type) =>
    isUsed(type, fields) ? type : { name: type.name, value: [] },
  );
  return JSON.stringify({ ...file, messageType, enumType });
}

function isUsed({ name }, fields) {
  return fields.some(({ typeName = '' }) => typeName.endsWith(`.${name}`));
}
