import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { blockFiles } from './scripts/test/block-files.mjs';
import { emulateFeatures } from './scripts/test/emulate-features.mjs';
import { pageMetrics } from './scripts/test/page-metrics.mjs';
import { savePicture } from './scripts/test/save-picture.mjs';

const isRoot = process.getuid?.() === 0;
const executablePath = process.env.CHROME_PATH;

export default {
  files: 'src/**/*.browser.test.ts',
  nodeResolve: { exportConditions: ['@wattlet/source', 'browser', 'development'] },
  // The workspace's other packages are served too.
  rootDir: new URL('../..', import.meta.url).pathname,
  plugins: [
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: new URL('tsconfig.json', import.meta.url).pathname,
    }),
    blockFiles(),
    emulateFeatures(),
    pageMetrics(),
    savePicture(new URL('src', import.meta.url).pathname),
  ],
  concurrency: 1,
  // axe takes its time on a busy machine.
  testFramework: { config: { timeout: 20_000 } },
  browsers: [
    chromeLauncher({
      launchOptions: {
        ...(executablePath ? { executablePath } : {}),
        args: [
          // Chromium refuses its sandbox to root, as which containers run.
          ...(isRoot ? ['--no-sandbox'] : []),
          '--disable-gpu',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
          '--disable-quic',
          '--no-first-run',
          // So that a test can tell whether a removed element is forgotten.
          '--js-flags=--expose-gc',
        ],
      },
    }),
  ],
};
