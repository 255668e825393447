import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timestampMs } from '@bufbuild/protobuf/wkt';
import type { MsRange } from '../streams/query/encode-runs.ts';
import { mergeStreamChanges, streamChange } from './stream-change.ts';
import type { FeedContent } from './watcher-event.ts';
import { WatcherQueue } from './watcher-queue.ts';

const area = { id: 1, eic: 'A', areaType: 'CTY' as const, mapCode: 'A', name: 'A' };
const series = { id: 1, area, toArea: null, productionType: null, measure: 'value' as const };
const changed = (revision: number, ...ranges: MsRange[]) =>
  streamChange(
    ranges.map((range) => ({ series, range })),
    { epoch: 'e', revision: BigInt(revision) },
  );

function told(content: FeedContent | undefined) {
  assert.ok(content?.case === 'stream' && content.value.range?.from && content.value.range.to);
  const { cursor, range } = content.value;
  assert.ok(range.from && range.to);
  return { revision: cursor?.revision, from: timestampMs(range.from), to: timestampMs(range.to) };
}

test('a change holds every range that has changed', () => {
  const { content } = changed(3, { from: 20, to: 30 }, { from: 5, to: 9 });
  assert.deepEqual(told(content), { revision: 3n, from: 5, to: 30 });
});

test('changes that wait for one topic become one that holds them all, at the newer cursor', async () => {
  const queue = new WatcherQueue();
  const push = (change: ReturnType<typeof changed>) =>
    queue.pushChange({ topicIds: [7], ...change, merge: mergeStreamChanges });
  push(changed(1, { from: 10, to: 20 }));
  push(changed(2, { from: 5, to: 12 }));
  assert.equal(queue.size, 1);
  const { value } = await queue[Symbol.asyncIterator]().next();
  assert.deepEqual(value?.kind === 'change' && told(value.content), { revision: 2n, from: 5, to: 20 });
});
