import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { createClient, createRouterTransport } from '@connectrpc/connect';
import { SeriesService, Stream } from '../gen/wattlet/v1/series_pb.js';
import { createStreamFixture } from './query/testing/stream-fixture.ts';
import { seriesService } from './series-service.ts';

const fixture = await createStreamFixture();
after(() => fixture[Symbol.asyncDispose]());

const at = (time: string) => timestampFromDate(new Date(time));
const range = (from: string, to: string) => ({ from: at(from), to: at(to) });
const DAY = range('2022-01-01T00:00:00Z', '2022-01-02T00:00:00Z');

const seriesId = await fixture.addSeries('load', { area: 'GR' });
const put = (day: string, revision: number) =>
  fixture.putChunk('load', { seriesId, day, minutes: 60, kilowatts: [1], revision });
await put('2022-01-01', 1);
await put('2022-10-30', 1);

test('an answer by GET may be kept by its revision, one by POST by nobody', async () => {
  const headersOf = async (useHttpGet: boolean, asked = DAY) => {
    let headers = new Headers();
    const transport = createRouterTransport(
      (router) => router.service(SeriesService, seriesService({ databases: fixture.databases })),
      { transport: { useHttpGet } },
    );
    await createClient(SeriesService, transport).getSeries(
      { selector: { stream: Stream.LOAD, area: 'GR' }, range: asked },
      { onHeader: (received) => (headers = received) },
    );
    return headers;
  };
  const kept = await headersOf(true);
  assert.equal(kept.get('cache-control'), 'public, max-age=86400');
  const current = await headersOf(true, range('2022-10-01T00:00:00Z', '2022-11-01T00:00:00Z'));
  assert.equal(current.get('cache-control'), 'public, max-age=10');
  const etag = kept.get('etag');
  assert.match(etag ?? '', /^W\/"[\w-]{22}"$/);
  assert.equal((await headersOf(true)).get('etag'), etag);
  await put('2022-01-05', 2);
  assert.notEqual((await headersOf(true)).get('etag'), etag);
  assert.equal((await headersOf(false)).get('etag'), null);
});
