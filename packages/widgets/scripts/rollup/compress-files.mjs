import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/**
 * Puts a Brotli and a gzip file beside each script, for servers that hand them out as they are.
 *
 * @returns {import('rollup').Plugin}
 */
export function compressFiles() {
  return {
    name: 'compress-files',
    generateBundle(_options, bundle) {
      for (const { type, fileName, code } of Object.values(bundle)) {
        if (type !== 'chunk') continue;
        const params = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT };
        this.emitFile({
          type: 'asset',
          fileName: `${fileName}.br`,
          source: brotliCompressSync(code, { params }),
        });
        this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(code, { level: 9 }) });
      }
    },
  };
}
