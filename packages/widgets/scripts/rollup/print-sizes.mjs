import { gzipSync } from 'node:zlib';

/**
 * Prints what a page has to load: for each entry itself, what it shares with others, and both together, gzipped; then
 * the parts that are loaded later.
 *
 * @returns {import('rollup').Plugin}
 */
export function printSizes() {
  return {
    name: 'print-sizes',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk');
      const bytes = new Map(
        chunks.map(({ fileName, code }) => [fileName, gzipSync(code, { level: 9 }).length]),
      );
      const sizeOf = (files) => files.reduce((sum, file) => sum + (bytes.get(file) ?? 0), 0);
      const atOnce = new Set();
      for (const { fileName, imports } of chunks.filter(({ isEntry }) => isEntry)) {
        for (const file of [fileName, ...imports]) atOnce.add(file);
        const [own, shared] = [sizeOf([fileName]), sizeOf(imports)];
        console.log(`${fileName}: ${kb(own)} + ${kb(shared)} shared = ${kb(own + shared)} gzipped`);
      }
      for (const { fileName } of chunks) {
        if (!atOnce.has(fileName)) console.log(`  later: ${fileName} ${kb(sizeOf([fileName]))}`);
      }
    },
  };
}

const kb = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
