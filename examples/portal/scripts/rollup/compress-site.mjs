import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const TEXT = /\.(js|css|html|svg|json|webmanifest)$/;

/**
 * Puts a Brotli and a gzip file beside each text, for a server that hands them out as they are.
 *
 * @returns {import('rollup').Plugin}
 */
export function compressSite() {
  return {
    name: 'compress-site',
    generateBundle(_options, bundle) {
      const params = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT };
      for (const file of Object.values(bundle)) {
        if (!TEXT.test(file.fileName)) continue;
        const text = file.type === 'chunk' ? file.code : file.source;
        const emit = (end, source) =>
          this.emitFile({ type: 'asset', fileName: `${file.fileName}${end}`, source });
        emit('.br', brotliCompressSync(text, { params }));
        emit('.gz', gzipSync(text, { level: 9 }));
      }
    },
  };
}
