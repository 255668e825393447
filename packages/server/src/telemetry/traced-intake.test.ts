import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { runAmqpIntake } from '../meters/amqp-intake.ts';
import { declareReadings, readingsTopology } from '../meters/readings-topology.ts';
import { ConfirmedPublisher } from '../platform/amqp/confirmed-publisher.ts';
import { noSharedBroker, ownExchange, SHARED_BROKER } from '../platform/amqp/testing/shared-broker.ts';
import { silentLog } from '../platform/testing/silent-log.ts';
import { OtelTracing } from './otel-tracing.ts';
import { TracedIntake } from './traced-intake.ts';

test('a reading that comes by RabbitMQ is stored in a span that is linked to what sent it', async (t) => {
  const missing = await noSharedBroker();
  if (missing) return t.skip(missing);
  await using exchange = ownExchange();
  const exporter = new InMemorySpanExporter();
  await using tracing = new OtelTracing(new SimpleSpanProcessor({ exporter }), {
    tracesRatio: 1,
    serviceName: 'test',
  });
  const stop = new AbortController();
  const taken = Promise.withResolvers<void>();
  const broker = { url: SHARED_BROKER, exchange: exchange.name, log: silentLog };
  const ready = Promise.withResolvers<void>();
  const running = runAmqpIntake(
    { ...broker, traced: new TracedIntake(tracing), intake: { take: async () => taken.resolve() } },
    stop.signal,
    ready.resolve,
  );
  await ready.promise;
  await using publisher = await ConfirmedPublisher.open({
    ...broker,
    name: 'test',
    declare: (model) => declareReadings(model, readingsTopology(exchange.name)),
    window: 10,
    confirmMs: 30_000,
    traceparent: () => tracing.traceparent(),
  });
  const sent = tracing.start({ name: 'sent', kind: 'producer', attributes: {} });
  const body = Buffer.from(JSON.stringify({ meter_id: randomUUID(), at: new Date(), kWh: 1 }));
  await sent.within(() => publisher.publish('any', body));
  sent.end();
  await taken.promise;
  stop.abort();
  await running;
  const spans = exporter.getFinishedSpans();
  const process = spans.find(({ name }) => name === 'readings process');
  assert.deepEqual(
    process?.links.map(({ context }) => context.traceId),
    [sent.traceId],
  );
});
