import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { clearFolder } from '../../packages/widgets/scripts/rollup/clear-folder.mjs';
import { collectLicences } from '../../packages/widgets/scripts/rollup/collect-licences.mjs';
import { minifyStyles } from '../../packages/widgets/scripts/rollup/minify-styles.mjs';
import { readDescriptors } from '../../packages/widgets/scripts/rollup/read-descriptors.mjs';
import { smallProtobuf } from '../../packages/widgets/scripts/rollup/small-protobuf.mjs';
import { withoutMessageHashes } from '../../packages/widgets/scripts/rollup/without-message-hashes.mjs';
import { withoutOldBrowsers } from '../../packages/widgets/scripts/rollup/without-old-browsers.mjs';
import { compressSite } from './scripts/rollup/compress-site.mjs';
import { cssText } from './scripts/rollup/css-text.mjs';
import { fewFiles } from './scripts/rollup/few-files.mjs';
import { page } from './scripts/rollup/page.mjs';
import { svgUrl } from './scripts/rollup/svg-url.mjs';

/** The portal from what tsc has made of the sources: each page is a part that is loaded when it is gone to. */
export default {
  input: { portal: 'dist/main.js' },
  treeshake: { manualPureFunctions: ['bisector'] },
  output: {
    dir: 'site',
    format: 'esm',
    sourcemap: true,
    manualChunks: fewFiles('/portal/dist/main.js'),
    // Named for what they hold, so that browsers keep them for ever.
    entryFileNames: 'assets/[name]-[hash].js',
    chunkFileNames: 'assets/[name]-[hash].js',
    assetFileNames: 'assets/[name]-[hash][extname]',
  },
  plugins: [
    clearFolder('site'),
    cssText(),
    svgUrl(),
    nodeResolve({ browser: true }),
    smallProtobuf(),
    withoutMessageHashes(),
    readDescriptors(),
    withoutOldBrowsers(),
    minifyStyles(),
    terser({
      module: true,
      ecma: 2022,
      compress: { passes: 2 },
      format: { comments: false, preamble: '/*! Licences: /licences.txt */' },
    }),
    collectLicences(),
    page({ styles: 'src/styles', template: 'src/index.html', files: 'public' }),
    compressSite(),
  ],
};
