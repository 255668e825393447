import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Code, createClient, createRouterTransport } from '@connectrpc/connect';
import { OperationsService } from '../gen/wattlet/v1/operations_pb.js';
import { SeriesService, Stream } from '../gen/wattlet/v1/series_pb.js';
import { openDatabase } from '../platform/postgres/database.ts';
import { startTcpProxy } from '../platform/testing/tcp-proxy.ts';
import { createStreamFixture } from '../streams/query/testing/stream-fixture.ts';
import { seriesService } from '../streams/series-service.ts';
import { readDeadline } from './read-deadline.ts';

test('a read of a silent database ends, also for a client that names no time', {
  timeout: 60_000,
}, async () => {
  await using fixture = await createStreamFixture();
  await using way = await startTcpProxy(fixture.url);
  const load = openDatabase({ url: way.url, schema: 'load' });
  try {
    const clientWithin = (ms: number) =>
      createClient(
        SeriesService,
        createRouterTransport(
          (router) =>
            void router.service(SeriesService, seriesService({ databases: { ...fixture.databases, load } })),
          { router: { interceptors: [readDeadline(ms)] } },
        ),
      );
    way.stall();
    const areas = clientWithin(1).listAreas({ stream: Stream.LOAD });
    await assert.rejects(areas, { code: Code.DeadlineExceeded });
    await way.heal();
    assert.deepEqual((await clientWithin(60_000).listAreas({ stream: Stream.LOAD })).areas, []);
  } finally {
    await load.close();
  }
});

test('a read learns by its signal that nobody waits any more, and a change goes on', async () => {
  const signals: AbortSignal[] = [];
  let finish = (): void => undefined;
  const client = createClient(
    OperationsService,
    createRouterTransport(
      (router) =>
        void router.service(OperationsService, {
          getHealth: (_request, { signal }) => {
            signals.push(signal);
            return new Promise(() => undefined);
          },
          resetStream: () =>
            new Promise((resolve) => {
              finish = () => resolve({});
            }),
        }),
      { router: { interceptors: [readDeadline(1)] } },
    ),
  );
  const reset = client.resetStream({ stream: Stream.LOAD });
  await assert.rejects(client.getHealth({}), { code: Code.DeadlineExceeded });
  assert.ok(signals[0]?.aborted);
  finish();
  await reset;
});
