import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_PENDING_EVENTS, WatchQueue } from './watch-queue.ts';

function openQueue() {
  const log: string[] = [];
  let last = 0;
  const queue = new WatchQueue<number>({
    start: () => log.push('start'),
    stop: () => log.push('stop'),
    latest: () => -last,
  });
  const push = (event: number) => {
    last = event;
    queue.push(event);
  };
  return { queue, push, log };
}

test('nothing starts before the first next', async () => {
  const { queue, log } = openQueue();
  await queue.return();
  assert.deepEqual(log, ['stop']);
  assert.deepEqual(await queue.next(), { done: true, value: undefined });
});

test('events arrive in order, whether the consumer or the event comes first', async () => {
  const { queue, push } = openQueue();
  const first = queue.next();
  push(1);
  push(2);
  assert.deepEqual([(await first).value, (await queue.next()).value], [1, 2]);
});

test('a consumer that falls too far behind gets the latest state instead of what it missed', async () => {
  const { queue, push } = openQueue();
  const first = queue.next();
  for (let event = 1; event <= MAX_PENDING_EVENTS + 4; event++) push(event);
  await first;
  const rest = [await queue.next(), await queue.next(), await queue.next()];
  assert.deepEqual(
    rest.map(({ value }) => value),
    [-(MAX_PENDING_EVENTS + 2), MAX_PENDING_EVENTS + 3, MAX_PENDING_EVENTS + 4],
  );
});

test('return ends a next that is waiting, and stops the source once', async () => {
  const { queue, log } = openQueue();
  const waiting = queue.next();
  await queue.return();
  queue.end();
  assert.deepEqual(await waiting, { done: true, value: undefined });
  assert.deepEqual(log, ['start', 'stop']);
});

test('an error comes after the events before it, once', async () => {
  const { queue, push } = openQueue();
  const first = queue.next();
  push(1);
  push(2);
  queue.fail(new Error('gone'));
  queue.fail(new Error('gone again'));
  assert.deepEqual([(await first).value, (await queue.next()).value], [1, 2]);
  await assert.rejects(queue.next(), /^Error: gone$/);
  assert.deepEqual(await queue.next(), { done: true, value: undefined });
});
