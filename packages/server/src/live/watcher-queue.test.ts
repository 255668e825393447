import assert from 'node:assert/strict';
import { test } from 'node:test';
import { create } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { AlertsChangeSchema, TypingSchema } from '../gen/wattlet/v1/live_pb.js';
import type { Merge, WatcherEvent } from './watcher-event.ts';
import { WatcherQueue } from './watcher-queue.ts';

const patch = (topicIds: number[], revision: number, bytes = 10) => ({
  topicIds,
  cursor: { epoch: 'e', revision: BigInt(revision) },
  patches: [],
  bytes,
});

/** What a reader gets that reads until nothing waits. */
async function drain(queue: WatcherQueue): Promise<WatcherEvent[]> {
  const events: WatcherEvent[] = [];
  const reader = queue[Symbol.asyncIterator]();
  while (queue.size > 0) {
    const { value } = await reader.next();
    if (value) events.push(value);
  }
  return events;
}

const summary = (events: readonly WatcherEvent[]) =>
  events.map((event) => {
    if (event.kind === 'patch') return `patch ${event.topicIds.join('+')} @${event.cursor.revision}`;
    return event.kind === 'reset' ? `reset ${event.topicId}` : event.kind;
  });

test('events come out in the order they went in', async () => {
  const queue = new WatcherQueue();
  queue.pushPatch(patch([1], 1));
  queue.pushReset(2, 'why');
  queue.pushPatch(patch([1, 3], 2));
  assert.deepEqual(summary(await drain(queue)), ['patch 1 @1', 'reset 2', 'patch 1+3 @2']);
});

test('a reader that waits gets what comes', async () => {
  const queue = new WatcherQueue();
  const next = queue[Symbol.asyncIterator]().next();
  queue.pushPatch(patch([1], 1));
  const { value } = await next;
  assert.deepEqual(summary(value ? [value] : []), ['patch 1 @1']);
});

test('too many events cost the topic that waits longest its patches, and no other', async () => {
  const queue = new WatcherQueue({ maxEvents: 3 });
  queue.pushPatch(patch([1], 1));
  queue.pushPatch(patch([2], 2));
  queue.pushPatch(patch([1], 3));
  queue.pushPatch(patch([2], 4));
  assert.deepEqual(summary(await drain(queue)), ['patch 2 @2', 'patch 2 @4', 'reset 1']);
});

test('too many bytes do the same', async () => {
  const queue = new WatcherQueue({ maxBytes: 100 });
  queue.pushPatch(patch([1, 2], 1, 60));
  queue.pushPatch(patch([3], 2, 60));
  assert.deepEqual(summary(await drain(queue)), ['patch 3 @2', 'reset 1', 'reset 2']);
});

test('what follows a waiting reset is left out, and after it was read the topic goes on', async () => {
  const queue = new WatcherQueue();
  queue.pushPatch(patch([1, 2], 1));
  queue.pushReset(1, 'why');
  queue.pushReset(1, 'again');
  queue.pushPatch(patch([1, 2], 2));
  queue.pushPatch(patch([1], 3));
  assert.deepEqual(summary(await drain(queue)), ['patch 2 @1', 'reset 1', 'patch 2 @2']);
  queue.pushPatch(patch([1], 4));
  assert.deepEqual(summary(await drain(queue)), ['patch 1 @4']);
});

/** Content that says only where its topics stand then. */
const change = (topicIds: number[], sequence: number, merge?: Merge) => ({
  topicIds,
  content: {
    case: 'alerts' as const,
    value: create(AlertsChangeSchema, { cursor: { sequence: BigInt(sequence) } }),
  },
  bytes: 10,
  merge,
});

const keepNewer: Merge = (_older, newer) => ({ content: newer, bytes: 15 });

const notice = (topicIds: number[], name: string) => ({
  topicIds,
  name,
  content: { case: 'typing' as const, value: create(TypingSchema) },
});

const standing = (event: WatcherEvent) =>
  event.kind === 'change' && event.content.case === 'alerts'
    ? `${event.topicIds.join('+')} @${event.content.value.cursor?.sequence}`
    : event.kind;

test('content that can be merged with what waits takes its place, unless other content of its topics lies between', async () => {
  const queue = new WatcherQueue();
  queue.pushChange(change([1], 1, keepNewer));
  queue.pushPatch(patch([9], 1));
  queue.pushChange(change([1], 2, keepNewer));
  assert.equal(queue.bytes, 25);
  queue.pushChange(change([1, 2], 3, keepNewer));
  queue.pushChange(change([1], 4, keepNewer));
  queue.pushChange(change([1], 5));
  assert.deepEqual((await drain(queue)).map(standing), ['1 @2', 'patch', '1+2 @3', '1 @4', '1 @5']);
  assert.equal(queue.bytes, 0);
});

test('notices make room for content and are never the reason for a reset', async () => {
  const queue = new WatcherQueue({ maxEvents: 4 });
  queue.pushNotice(notice([1], 'a'));
  queue.pushNotice(notice([1], 'b'));
  queue.pushNotice(notice([1], 'c'));
  queue.pushNotice(notice([1], 'a'));
  assert.equal(queue.size, 2);
  for (const sequence of [1, 2, 3]) queue.pushChange(change([2], sequence));
  assert.deepEqual((await drain(queue)).map(standing), ['2 @1', '2 @2', '2 @3']);
});

test('a heartbeat is queued only when nothing else waits', async () => {
  const queue = new WatcherQueue();
  queue.pushHeartbeat();
  queue.pushHeartbeat();
  queue.pushPatch(patch([1], 1));
  assert.deepEqual(summary(await drain(queue)), ['heartbeat', 'patch 1 @1']);
});

test('closing ends the reader, whether it waits or not, and nothing is kept after it', async () => {
  const waiting = new WatcherQueue();
  const next = waiting[Symbol.asyncIterator]().next();
  waiting.close();
  assert.equal((await next).done, true);

  const full = new WatcherQueue();
  full.pushPatch(patch([1], 1));
  full.close();
  full.pushPatch(patch([1], 2));
  assert.equal(full.size, 0);
  assert.equal((await full[Symbol.asyncIterator]().next()).done, true);
});

test('whatever is pushed, the queue stays within its bounds and no topic loses a patch without a reset after it', () => {
  const push = fc.record({
    topicIds: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
    bytes: fc.integer({ min: 0, max: 100 }),
  });
  return fc.assert(
    fc.asyncProperty(fc.array(push, { maxLength: 60 }), async (pushes) => {
      const queue = new WatcherQueue({ maxEvents: 8, maxBytes: 100 });
      for (const [index, { topicIds, bytes }] of pushes.entries()) {
        queue.pushPatch(patch(topicIds, index + 1, bytes));
        assert.ok(queue.size <= 8 && queue.bytes <= 100);
      }
      const events = await drain(queue);
      for (const topic of [1, 2, 3, 4, 5]) {
        const pushed = pushes.flatMap(({ topicIds }, at) => (topicIds.includes(topic) ? [at + 1] : []));
        const seen = events.flatMap((event): (number | string)[] => {
          if (event.kind === 'patch')
            return event.topicIds.includes(topic) ? [Number(event.cursor.revision)] : [];
          return event.kind === 'reset' && event.topicId === topic ? ['reset'] : [];
        });
        assert.deepEqual(seen, seen.includes('reset') ? ['reset'] : pushed);
      }
    }),
  );
});
