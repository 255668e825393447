import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Import, ImportsPage, ImportsRequest, StreamName } from '@wattlet/sdk';
import { WattletError } from '@wattlet/sdk/errors';
import { readReviews } from './read-reviews.ts';

const STREAMS: readonly StreamName[] = ['load', 'generation', 'flows'];
const { signal } = new AbortController();

const held = (stream: StreamName, hour: number): Import => ({
  ...{ id: hour, stream, file: `${stream}-${hour}.csv`, sha256: '', status: 'quarantined', reason: '' },
  ...{ at: new Date(Date.UTC(2022, 0, 1, hour)), seriesChanged: 0, chunksChanged: 0, issues: [] },
  rows: { read: 0, kept: 0, bad: 0, duplicates: 0, rounded: 0 },
});

/** Two files of each stream, a page each; those of the streams that are down cannot be read. */
function operationsWith(down: readonly StreamName[] = []) {
  const asked: string[] = [];
  return {
    asked,
    async imports({ stream, pageToken = '' }: ImportsRequest): Promise<ImportsPage> {
      asked.push(`${stream} ${pageToken}`.trim());
      if (down.includes(stream)) throw new Error(`${stream} is down`);
      const hour = STREAMS.indexOf(stream);
      return pageToken === ''
        ? { imports: [held(stream, 10 + hour)], nextPageToken: 'older' }
        : { imports: [held(stream, hour)] };
    },
  };
}

const filesOf = (items: readonly Import[]) => items.map(({ file }) => file);

test('held-back files of all streams are read page by page, newest first', async () => {
  const operations = operationsWith();
  const first = await readReviews(operations, { streams: STREAMS, pageToken: '', signal });
  assert.deepEqual(filesOf(first.items), ['flows-12.csv', 'generation-11.csv', 'load-10.csv']);
  const pageToken = first.nextPageToken ?? '';
  const second = await readReviews(operations, { streams: STREAMS, pageToken, signal });
  assert.deepEqual(filesOf(second.items), ['flows-2.csv', 'generation-1.csv', 'load-0.csv']);
  assert.deepEqual([second.nextPageToken, first.unread, second.unread], [undefined, [], []]);
  assert.deepEqual(operations.asked.slice(3), ['load older', 'generation older', 'flows older']);
});

test('a stream that is down is named, and hides nothing of the others', async () => {
  const page = await readReviews(operationsWith(['load']), { streams: STREAMS, pageToken: '', signal });
  assert.deepEqual(filesOf(page.items), ['flows-12.csv', 'generation-11.csv']);
  assert.deepEqual(page.unread, ['load']);
});

test('a stream that was down comes with the next page, from where it was, or is named again', async () => {
  const read = (pageToken: string | undefined, down: readonly StreamName[]) =>
    readReviews(operationsWith(down), { streams: STREAMS, pageToken: pageToken ?? '', signal });
  const first = await read('', ['load']);
  const second = await read(first.nextPageToken, ['flows']);
  assert.deepEqual(filesOf(second.items), ['load-10.csv', 'generation-1.csv']);
  assert.deepEqual(second.unread, ['flows']);
  const third = await read(second.nextPageToken, ['load', 'flows']);
  assert.deepEqual([third.items, third.unread], [[], ['load', 'flows']]);
  const last = await read(third.nextPageToken, []);
  assert.deepEqual(filesOf(last.items), ['flows-2.csv', 'load-0.csv']);
  assert.deepEqual([last.nextPageToken, last.unread], [undefined, []]);
});

test('where no stream can be read, that is what is said', async () => {
  const reading = readReviews(operationsWith(STREAMS), { streams: STREAMS, pageToken: '', signal });
  await assert.rejects(reading, /load is down/);
});

test('where a session ends before the next page, that is what is said, and not that streams are down', async () => {
  const { nextPageToken = '' } = await readReviews(operationsWith(), {
    streams: STREAMS,
    pageToken: '',
    signal,
  });
  const imports = async () => {
    throw new WattletError('unauthenticated', 'Sign in.');
  };
  const reading = readReviews({ imports }, { streams: STREAMS, pageToken: nextPageToken, signal });
  await assert.rejects(reading, { code: 'unauthenticated' });
});
