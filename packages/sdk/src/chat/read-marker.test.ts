import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WattletError } from '../errors/wattlet-error.ts';
import { ManualTimers } from '../testing/manual-timers.ts';
import { type ReadMark, ReadMarker } from './read-marker.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));

function marker(failures: WattletError[] = []) {
  const timers = new ManualTimers();
  const told: ReadMark[] = [];
  const mark = async (one: ReadMark) => {
    told.push(one);
    const failure = failures.shift();
    if (failure) throw failure;
  };
  return { timers, told, marks: new ReadMarker({ timers, random: () => 0.5, mark }) };
}

test('marks that come together are one call, and none that says less than before', async () => {
  const { timers, told, marks } = marker();
  marks.deliver(3);
  marks.read(2);
  marks.read(1);
  timers.advance(250);
  await settle();
  marks.read(2);
  marks.deliver(3);
  timers.advance(10_000);
  await settle();
  assert.deepEqual(told, [{ deliveredNumber: 3, readNumber: 2 }]);
});

test('what the server knows is not said again', async () => {
  const { timers, told, marks } = marker();
  marks.know({ deliveredNumber: 5, readNumber: 5 });
  marks.read(5);
  timers.advance(10_000);
  await settle();
  assert.deepEqual(told, []);
});

test('a mark that was lost is said again with what has come since', async () => {
  const { timers, told, marks } = marker([new WattletError('unavailable', 'gone')]);
  marks.read(1);
  timers.advance(250);
  await settle();
  marks.read(4);
  timers.advance(30_000);
  await settle();
  assert.deepEqual(told.at(-1), { deliveredNumber: 4, readNumber: 4 });
  assert.equal(told.length, 2);
});

test('what was read without a network is said as soon as there is one, unless the server has said when', async () => {
  const gone = () => new WattletError('unavailable', 'gone');
  const failures = Array.from({ length: 9 }, gone);
  const { timers, told, marks } = marker(failures);
  marks.read(1);
  for (let tries = 0; tries < 8; tries++) {
    timers.advance(timers.waitingMs[0] ?? 0);
    await settle();
  }
  assert.deepEqual([told.length, timers.waitingMs], [8, [15_000]]);
  marks.wake();
  await settle();
  assert.deepEqual([told.length, timers.waitingMs], [9, [250]], 'it came too early, and is tried soon again');
  failures.push(new WattletError('resource_exhausted', 'slowly', { retryAfterMs: 60_000 }));
  marks.wake();
  await settle();
  marks.wake();
  assert.deepEqual([told.length, timers.waitingMs], [10, [60_000]]);
});

test('nothing is said for a closed conversation, nor twice what is refused', async () => {
  const { timers, told, marks } = marker([new WattletError('not_found', 'gone')]);
  marks.read(1);
  timers.advance(250);
  await settle();
  timers.advance(600_000);
  await settle();
  assert.equal(told.length, 1);
  marks.read(2);
  marks.close();
  timers.advance(600_000);
  await settle();
  assert.equal(told.length, 1);
});
