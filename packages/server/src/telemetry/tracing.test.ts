import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { SeriesService, Stream } from '../gen/wattlet/v1/series_pb.js';
import { executeIn } from '../platform/bus/execute-in.ts';
import { eventually } from '../platform/testing/eventually.ts';
import { openTestNode } from '../streams/testing/test-node.ts';
import { startTestServer } from '../testing/test-server.ts';
import { OtelTracing } from './otel-tracing.ts';
import { tracedBus } from './traced-bus.ts';
import { openTracing } from './tracing.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = `00-${TRACE}-b7ad6b7169203331-01`;

function collected(tracesRatio = 1) {
  const exporter = new InMemorySpanExporter();
  const processor = new SimpleSpanProcessor({ exporter });
  return { exporter, tracing: new OtelTracing(processor, { tracesRatio, serviceName: 'test' }) };
}

test('an event carries the trace of what published it, and its handler sees the payload as it was', async () => {
  await using home = await openTestNode();
  const { database, bus: plain, migrate } = home.node.platform;
  await migrate();
  const { exporter, tracing } = collected();
  const bus = tracedBus(plain, tracing);
  const span = tracing.start({ name: 'cause', kind: 'server', attributes: {}, parent: PARENT });
  await span.within(() =>
    database.sql.begin((tx) => bus.publish(executeIn(tx), { topic: 'things', key: 'a', payload: { n: 1 } })),
  );
  span.end();
  const stop = new AbortController();
  const seen: unknown[] = [];
  await bus.consume({
    topic: 'things',
    group: 'test',
    signal: stop.signal,
    async handle({ payload }) {
      seen.push(payload);
      stop.abort();
    },
  });
  assert.deepEqual(seen, [{ n: 1 }]);
  const [cause, process] = exporter.getFinishedSpans();
  assert.equal(cause?.spanContext().traceId, TRACE);
  assert.equal(process?.name, 'things process');
  assert.equal(process?.spanContext().traceId, TRACE);
  assert.equal(process?.parentSpanContext?.spanId, cause?.spanContext().spanId);
  await tracing[Symbol.asyncDispose]();
});

test('events that are handled together are one span, linked to the trace of each', async () => {
  await using home = await openTestNode();
  const { database, bus: plain, migrate } = home.node.platform;
  await migrate();
  const { exporter, tracing } = collected();
  const bus = tracedBus(plain, tracing);
  for (const key of ['a', 'b']) {
    const span = tracing.start({ name: `cause ${key}`, kind: 'server', attributes: {} });
    await span.within(() =>
      database.sql.begin((tx) => bus.publish(executeIn(tx), { topic: 'things', key, payload: { key } })),
    );
    span.end();
  }
  const stop = new AbortController();
  await bus.consume({
    topic: 'things',
    group: 'test',
    signal: stop.signal,
    handle: async () => assert.fail('they wait together'),
    async handleAll(events) {
      assert.deepEqual(
        events.map(({ payload }) => payload),
        [{ key: 'a' }, { key: 'b' }],
      );
      stop.abort();
    },
  });
  const spans = exporter.getFinishedSpans();
  const causes = spans.filter(({ name }) => name.startsWith('cause'));
  const process = spans.find(({ name }) => name === 'things process');
  assert.deepEqual(
    process?.links.map(({ context }) => context.spanId),
    causes.map((span) => span.spanContext().spanId),
  );
  await tracing[Symbol.asyncDispose]();
});

test('a caller who says that its trace is kept does not make the server keep it', async () => {
  const { exporter, tracing } = collected(0);
  tracing.start({ name: 'call', kind: 'server', attributes: {}, parent: PARENT }).end();
  assert.equal(exporter.getFinishedSpans().length, 0);
  await tracing[Symbol.asyncDispose]();
});

test('without a collector nothing is made and nothing is loaded', async () => {
  assert.equal(await openTracing({ tracesUrl: undefined, tracesRatio: 1, serviceName: 'test' }), undefined);
});

test('a server sends its calls to the collector, as part of the trace of their caller', async () => {
  const bodies: Buffer[] = [];
  const collector = createServer(async (request, response) => {
    assert.equal(request.url, '/v1/traces');
    bodies.push(await buffer(request));
    response.end();
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const { port } = collector.address() as AddressInfo;
  const server = await startTestServer({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
  try {
    const headers = { traceparent: PARENT };
    const series = server.client(SeriesService);
    await eventually(() => series.listAreas({ stream: Stream.LOAD }, { headers }));
  } finally {
    // What waits is sent when the node is closed.
    await server[Symbol.asyncDispose]();
    collector.close();
  }
  const sent = Buffer.concat(bodies);
  assert.ok(sent.includes('wattlet.v1.SeriesService/ListAreas'));
  assert.ok(sent.includes(Buffer.from(TRACE, 'hex')));
});

test('a collector that is away, or silent, does not keep a process from ending well', async (t) => {
  const server = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const tracesUrl = `http://127.0.0.1:${port}/v1/traces`;
  const end = async () => {
    const tracing = await openTracing({ tracesUrl, tracesRatio: 1, serviceName: 'test' });
    tracing?.start({ name: 'last', kind: 'server', attributes: {} }).end();
    await tracing?.[Symbol.asyncDispose]();
  };
  await end();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await end();
});
