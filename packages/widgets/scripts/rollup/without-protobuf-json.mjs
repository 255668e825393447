const PROTOBUF_JSON = /@bufbuild\/protobuf\/dist\/esm\/(from|to)-json\.js$/;

const FROM_JSON = [
  'fromJson',
  'fromJsonString',
  'mergeFromJson',
  'mergeFromJsonString',
  'enumFromJson',
  'isEnumJson',
];
const TO_JSON = ['toJson', 'toJsonString', 'enumToJson'];

/**
 * Leaves out how messages are read from and written as JSON. The SDK speaks binary; connect-web would need it only
 * for a transport that does not.
 *
 * @returns {import('rollup').Plugin}
 */
export function withoutProtobufJson() {
  return {
    name: 'without-protobuf-json',
    load(id) {
      if (!PROTOBUF_JSON.test(id)) return null;
      const names = /from-json/.test(id) ? FROM_JSON : TO_JSON;
      const fail = `() => { throw new Error('this bundle speaks binary only') }`;
      return names.map((name) => `export const ${name} = ${fail};`).join('\n');
    },
  };
}
