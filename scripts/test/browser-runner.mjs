// The process that runs browser tests: takes files relative to the root, sends its parent
// what each came to, and ends with 0 when it has run, whatever the tests said.
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../lib/repository.mjs';
import { sessionOutcome } from './session-outcome.mjs';

const widgets = join(root, 'packages/widgets');
const { resolve } = createRequire(join(widgets, 'package.json'));
const { startTestRunner } = await import(pathToFileURL(resolve('@web/test-runner')).href);
const { default: config } = await import(pathToFileURL(join(widgets, 'web-test-runner.config.mjs')).href);

const reporter = {
  reportTestFileResults({ sessionsForTestFile, testFile }) {
    const outcomes = sessionsForTestFile.map(sessionOutcome);
    process.send({
      file: relative(root, testFile).replaceAll('\\', '/'),
      outcome: {
        passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
        failures: outcomes.flatMap(({ failures }) => failures),
        skips: outcomes.flatMap(({ skips }) => skips),
      },
    });
  },
};

const runner = await startTestRunner({
  config: { ...config, files: process.argv.slice(2).map((file) => join(root, file)), reporters: [reporter] },
  readCliArgs: false,
  readFileConfig: false,
  autoExitProcess: false,
});
await new Promise((stopped) => runner.on('stopped', stopped));
process.disconnect();
