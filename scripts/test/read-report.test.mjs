import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readReport } from './read-report.mjs';

const well = { problem: undefined, output: '' };
const report = (...lines) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
const begun = { kind: 'begun', id: '0:1:1:a', name: 'a' };
const ended = { kind: 'ended', id: '0:1:1:a' };
const passed = { kind: 'passed' };
const failed = { kind: 'failed', name: 'a', detail: 'Error: x' };
const done = { kind: 'done' };

test('a file whose tests pass has nothing to say', () => {
  const outcome = readReport(report(begun, ended, passed, done), well);
  assert.deepEqual(outcome, { passed: 1, failures: [], skips: [] });
});

test('a failed test is told once, with what the file printed, and not again as a bad exit code', () => {
  const end = { problem: 'ended with code 1', output: 'a note\n' };
  assert.deepEqual(readReport(report(begun, ended, failed, done), end).failures, [
    { name: 'a', detail: 'Error: x\n\nThe file printed:\na note' },
  ]);
});

test('a file that crashes after its tests passed has failed', () => {
  const end = { problem: 'ended with code 1', output: '' };
  const remark = { kind: 'remark', message: 'Error: crash' };
  assert.deepEqual(readReport(report(begun, ended, passed, remark, done), end).failures, [
    { name: 'the whole file', detail: 'The process ended with code 1\nError: crash' },
  ]);
});

test('a file that hangs names the test it hangs in', () => {
  const end = { problem: 'took longer than 5 minutes', output: '' };
  assert.deepEqual(readReport(report(begun), end).failures, [
    { name: 'the whole file', detail: 'The process took longer than 5 minutes while running: a' },
  ]);
});

test('a file that ends well before its tests do has failed', () => {
  const outcome = readReport(report(passed, begun), well);
  assert.deepEqual(outcome.failures, [
    { name: 'the whole file', detail: 'The process ended before its tests did while running: a' },
  ]);
});

test('a file without a test has failed', () => {
  assert.deepEqual(readReport('', well).failures, [{ name: 'the whole file', detail: 'No test in it ran' }]);
});

test('half a line from a process that was killed is passed over', () => {
  const end = { problem: 'was ended by SIGKILL', output: '' };
  const outcome = readReport(`${report(passed)}{"kind":"pas`, end);
  assert.equal(outcome.passed, 1);
  assert.deepEqual(outcome.failures, [
    { name: 'the whole file', detail: 'The process was ended by SIGKILL' },
  ]);
});
