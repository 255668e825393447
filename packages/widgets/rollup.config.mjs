import { gzipSync } from 'node:zlib';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';

/** Prints what a page has to load. */
const printSize = {
  name: 'print-size',
  generateBundle(_options, bundle) {
    for (const { type, fileName, code } of Object.values(bundle)) {
      if (type !== 'chunk') continue;
      const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
      const minified = Buffer.from(code);
      const gzipped = gzipSync(minified, { level: 9 });
      console.log(
        `${fileName}: ${kilobytes(minified.length)} minified, ${kilobytes(gzipped.length)} gzipped`,
      );
    }
  },
};

const PROTOBUF_JSON = /@bufbuild\/protobuf\/dist\/esm\/(from|to)-json\.js$/;

/**
 * Leaves out how messages are read from and written as JSON. The SDK speaks binary; connect-web would
 * need it only for a transport that does not.
 */
const withoutProtobufJson = {
  name: 'without-protobuf-json',
  load(id) {
    if (!PROTOBUF_JSON.test(id)) return null;
    const names = /from-json/.test(id)
      ? ['fromJson', 'fromJsonString', 'mergeFromJson', 'mergeFromJsonString', 'enumFromJson', 'isEnumJson']
      : ['toJson', 'toJsonString', 'enumToJson'];
    const fail = `() => { throw new Error('this bundle speaks binary only') }`;
    return names.map((name) => `export const ${name} = ${fail};`).join('\n');
  },
};

/** Style sheets without the white space that makes them readable. */
const minifyStyles = {
  name: 'minify-styles',
  transform(code, id) {
    return /-styles\.js$/.test(id) ? { code: code.replace(/\s+/g, ' '), map: { mappings: '' } } : null;
  },
};

/** One file for each element that a page loads with a script tag: it with Lit and the SDK, from what tsc has made of the sources. */
export default ['energy-chart', 'energy-map'].map((name) => ({
  input: `dist/${name}/${name}.js`,
  // Parts that are loaded later may use what the entry holds, without a file between them.
  preserveEntrySignatures: 'allow-extension',
  output: {
    dir: 'bundle',
    format: 'esm',
    sourcemap: true,
    // What few users open is loaded when they do.
    chunkFileNames: 'parts/[name]-[hash].js',
  },
  plugins: [
    nodeResolve({ browser: true }),
    withoutProtobufJson,
    minifyStyles,
    terser({ module: true, ecma: 2022, compress: { passes: 2 } }),
    printSize,
  ],
}));
