import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sessionOutcome } from './session-outcome.mjs';

const suite = (name, tests, suites = []) => ({ name, tests, suites });
const session = (more) => ({ passed: true, errors: [], logs: [], request404s: [], ...more });

test('tests are counted through nested suites and named by their path', () => {
  const inner = suite('keyboard', [
    { name: 'moves the cursor', passed: false, skipped: false, error: { message: 'no cursor' } },
    { name: 'says the value', passed: false, skipped: true },
  ]);
  const testResults = suite(
    '',
    [],
    [suite('<energy-chart>', [{ name: 'draws', passed: true, skipped: false }], [inner])],
  );
  assert.deepEqual(sessionOutcome(session({ passed: false, testResults })), {
    passed: 1,
    failures: [{ name: '<energy-chart> › keyboard › moves the cursor', detail: 'no cursor' }],
    skips: [{ name: '<energy-chart> › keyboard › says the value', reason: 'skipped in the browser' }],
  });
});

test('a page whose script does not load has failed, and says what was not found', () => {
  const outcome = sessionOutcome(
    session({ passed: false, errors: [{ message: 'Could not import' }], request404s: ['/chart.js'] }),
  );
  assert.deepEqual(outcome.failures, [
    { name: 'the whole file', detail: 'Could not import\n\nNot found: /chart.js' },
  ]);
});

test('a page without a test has failed', () => {
  const outcome = sessionOutcome(session({ testResults: suite('', []) }));
  assert.deepEqual(outcome.failures, [{ name: 'the whole file', detail: 'There is no test in it' }]);
});
