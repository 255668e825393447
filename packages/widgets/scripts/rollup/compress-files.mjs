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
        this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: brotli(code) });
        this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzip(code) });
      }
    },
  };
}

/** Bytes of a script as it is sent in Brotli. */
export const brotliSize = (code) => brotli(code).length;
/** Bytes of a script as it is sent in gzip. */
export const gzipSize = (code) => gzip(code).length;

function brotli(code) {
  return brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } });
}

function gzip(code) {
  return gzipSync(code, { level: 9 });
}
