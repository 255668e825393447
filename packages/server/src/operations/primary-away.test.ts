import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { SeriesService, Stream } from '../gen/wattlet/v1/series_pb.js';
import { createTestDatabase } from '../platform/postgres/test-database.ts';
import { startTcpProxy } from '../platform/testing/tcp-proxy.ts';
import { startAccessServer } from '../testing/access-server.ts';

const PREVIEW = {
  selector: { stream: Stream.LOAD, area: 'GR' },
  range: {
    from: timestampFromDate(new Date('2022-01-01T00:00:00Z')),
    to: timestampFromDate(new Date('2022-01-02T00:00:00Z')),
  },
};

test('while the primary is silent or gone the node stays in service, and visitors read from the replica', {
  timeout: 60_000,
}, async () => {
  await using database = await createTestDatabase();
  await using primary = await startTcpProxy(database.url);
  await using server = await startAccessServer({
    DATABASE_URL: primary.url,
    DATABASE_URL_REPLICA: database.url,
    DATABASE_URL_PLATFORM: database.url,
  });
  const readyz = async () => {
    const answer = await fetch(`${server.url}/readyz`);
    const { status, streams } = (await answer.json()) as { status: string; streams: { state: string }[] };
    return [answer.status, status, ...streams.map(({ state }) => state)];
  };
  const points = async () => {
    const { series } = await server.client(SeriesService).getSeries(PREVIEW);
    return series.flatMap(({ runs }) => runs).reduce((sum, run) => sum + run.kilowattDeltas.length, 0);
  };
  const before = await points();
  assert.ok(before > 0);
  assert.deepEqual((await readyz()).slice(2), ['up', 'up', 'up']);
  primary.stall();
  assert.deepEqual(await readyz(), [200, 'degraded', 'replica', 'replica', 'replica']);
  assert.equal(await points(), before);
  await primary.refuse();
  assert.deepEqual(await readyz(), [200, 'degraded', 'replica', 'replica', 'replica']);
  assert.equal(await points(), before);
  await primary.heal();
  assert.deepEqual((await readyz()).slice(2), ['up', 'up', 'up']);
});
