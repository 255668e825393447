// `npm test [-- WORD…]`: the checks, then every test of every runner (or, with words, the test
// files whose path contains one). Ends with the line `N passed, N failed, N skipped`.
import { findChromium } from '../lib/chromium.mjs';
import { SetupError } from '../lib/setup-error.mjs';
import { runBrowserTests } from './browser-tests.mjs';
import { runChecks } from './checks.mjs';
import { runNodeTests } from './node-tests.mjs';
import { Tally } from './tally.mjs';
import { findTestFiles } from './test-files.mjs';

const words = process.argv.slice(2);
const tally = new Tally();
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => stop.abort(new Error(`Stopped by ${signal}`)));
}

/** A failure of the run itself, which must show in the counts like any other. */
function fail(name, detail) {
  tally.add(name, { passed: 0, failures: [{ name: 'the run', detail }], skips: [] }, performance.now());
}

async function run({ node, browser }) {
  if (words.length === 0) await runChecks(tally);
  await runNodeTests(node, tally, stop.signal);
  if (browser.length > 0 && !stop.signal.aborted) {
    const { path, version } = await findChromium(process.env);
    process.stdout.write(`Browser tests in ${version}, ${path}\n`);
    await runBrowserTests(browser, { tally, chromePath: path, signal: stop.signal });
  }
  if (node.length + browser.length === 0) fail('test files', `None has ${words.join(' or ')} in its path`);
  stop.signal.throwIfAborted();
}

try {
  await run(findTestFiles(words));
} catch (error) {
  const explained = error instanceof SetupError || error === stop.signal.reason;
  fail('npm test', explained ? error.message : error.stack);
}
process.exitCode = tally.report();
