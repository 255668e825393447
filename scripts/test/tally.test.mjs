import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Tally } from './tally.mjs';

const skip = { name: 'redelivers', reason: 'needs RabbitMQ: AMQP_URL is not set' };

function tallyInto(lines, requireServices = false) {
  return new Tally((text) => lines.push(text), requireServices);
}

test('the last line counts over everything that ran', () => {
  const lines = [];
  const tally = tallyInto(lines);
  tally.add('a.test.ts', { passed: 3, failures: [], skips: [skip] }, 0);
  tally.add('b.test.ts', { passed: 2, failures: [{ name: 'adds', detail: '1 is not 2' }], skips: [] }, 0);
  assert.equal(tally.report(), 1);
  assert.equal(lines.at(-1), '\n5 passed, 1 failed, 1 skipped\n');
});

test('a failure is shown in full and a skip with its reason', () => {
  const lines = [];
  const tally = tallyInto(lines);
  tally.add(
    'b.test.ts',
    { passed: 1, failures: [{ name: 'adds', detail: 'first\nsecond' }], skips: [skip] },
    0,
  );
  tally.report();
  const shown = lines.join('');
  assert.match(shown, /✗ b\.test\.ts › adds\n {4}first\n {4}second/);
  assert.match(shown, /b\.test\.ts › redelivers: needs RabbitMQ: AMQP_URL is not set/);
});

test('where services are required, a test skipped for the lack of one has failed', () => {
  const lines = [];
  const tally = tallyInto(lines, true);
  tally.add(
    'a.test.ts',
    { passed: 1, failures: [], skips: [skip, { name: 'x', reason: 'not on Windows' }] },
    0,
  );
  assert.equal(tally.report(), 1);
  assert.equal(lines.at(-1), '\n1 passed, 1 failed, 1 skipped\n');
});

test('a run in which nothing passed is a failure', () => {
  assert.equal(tallyInto([]).report(), 1);
});
