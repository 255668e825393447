import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { clearFolder } from './scripts/rollup/clear-folder.mjs';
import { collectLicences } from './scripts/rollup/collect-licences.mjs';
import { compressFiles } from './scripts/rollup/compress-files.mjs';
import { minifyStyles } from './scripts/rollup/minify-styles.mjs';
import { minifyTemplates } from './scripts/rollup/minify-templates.mjs';
import { printSizes } from './scripts/rollup/print-sizes.mjs';
import { readDescriptors } from './scripts/rollup/read-descriptors.mjs';
import { listRelease, releaseOf } from './scripts/rollup/release.mjs';
import { sharedCore } from './scripts/rollup/shared-core.mjs';
import { smallDecorators } from './scripts/rollup/small-decorators.mjs';
import { smallProtobuf } from './scripts/rollup/small-protobuf.mjs';
import { withoutMessageHashes } from './scripts/rollup/without-message-hashes.mjs';
import { withoutOldBrowsers } from './scripts/rollup/without-old-browsers.mjs';

/** The elements, each a script of its own: `bundle/<name>.js` from `dist/<name>/<name>.js`. */
const ELEMENTS = ['energy-chart', 'energy-map', 'energy-alerts', 'support-chat', 'support-inbox'];
/** Of these, those whose page loads more once it is idle. */
const SMALL = ['support-chat'];

const emptyParts = clearFolder('bundle/parts');
const licences = collectLicences();

/** Entries from what tsc has made of the sources, and the parts that are loaded when they are needed. */
const bundleOf = (
  input,
  { manualChunks, inlineDynamicImports = false, holdsOthers = true, plugins = [] } = {},
) => ({
  input,
  // Parts that are loaded later may use what an entry holds, without a file between them.
  preserveEntrySignatures: 'allow-extension',
  // Of d3-array, which calls it whether or not anybody searches.
  treeshake: { manualPureFunctions: ['bisector'] },
  output: {
    dir: 'bundle',
    format: 'esm',
    sourcemap: true,
    // Named for what they hold, so that they can be kept for ever; an entry's name stays the same. 36 bits tell the
    // releases of one part apart; more are bytes in every file that loads it, as no compression makes them fewer.
    chunkFileNames: 'parts/[name]-[hash:6].js',
    inlineDynamicImports,
    ...(manualChunks && { manualChunks }),
  },
  plugins: [
    ...plugins,
    nodeResolve({ browser: true }),
    smallProtobuf(),
    smallDecorators(),
    withoutMessageHashes(),
    readDescriptors(),
    withoutOldBrowsers(),
    minifyStyles(),
    minifyTemplates(),
    terser({
      module: true,
      ecma: 2022,
      compress: { passes: 2 },
      format: { comments: false, ...(holdsOthers && { preamble: '/*! Licences: licences.txt */' }) },
    }),
    licences,
    compressFiles(),
    emptyParts,
    printSizes(),
  ],
});

export default [
  // What pages load by script tags: an entry for each element, and one core that all of them share.
  bundleOf(Object.fromEntries(ELEMENTS.map((name) => [name, `dist/${name}/${name}.js`])), {
    manualChunks: sharedCore(ELEMENTS, SMALL),
  }),
  // The chart for data that the page has itself: without the SDK.
  bundleOf({ 'energy-chart-core': 'dist/energy-chart/energy-chart-core.js' }),
  // Everything in one file, which one hash covers.
  bundleOf({ 'wattlet-all': 'dist/loader/wattlet-all.js' }, { inlineDynamicImports: true }),
  // What loads the others when a page holds them: built last, as it knows their content.
  bundleOf(
    { wattlet: 'dist/loader/wattlet.js' },
    {
      holdsOthers: false,
      plugins: [
        releaseOf({ bundle: 'bundle', loader: 'dist/loader', elements: ELEMENTS }),
        listRelease('bundle'),
      ],
    },
  ),
];
