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

/** One file that a page loads with a script tag: the element with Lit and the SDK, from what tsc has made of the sources. */
export default {
  input: 'dist/energy-chart/energy-chart.js',
  output: { file: 'bundle/energy-chart.js', format: 'esm', sourcemap: true },
  plugins: [nodeResolve({ browser: true }), terser({ module: true, ecma: 2020 }), printSize],
};
