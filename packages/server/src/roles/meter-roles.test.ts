import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openProducer } from '../meters/testing/amqp-fixture.ts';
import { noSharedBroker, ownExchange, SHARED_BROKER } from '../platform/amqp/testing/shared-broker.ts';
import { eventually } from '../platform/testing/eventually.ts';
import { silentLog } from '../platform/testing/silent-log.ts';
import { openTestNode } from '../streams/testing/test-node.ts';
import { Metrics } from '../telemetry/metrics.ts';
import { meterRoles } from './meter-roles.ts';
import { Supervisor } from './supervisor.ts';

test('the role meters takes readings from the RabbitMQ of AMQP_URL', {
  skip: await noSharedBroker(),
}, async () => {
  await using exchange = ownExchange();
  await using home = await openTestNode({ AMQP_URL: SHARED_BROKER, AMQP_EXCHANGE: exchange.name });
  const supervisor = new Supervisor({ log: silentLog });
  const stop = new AbortController();
  for (const role of meterRoles(home.node, new Metrics())) supervisor.start(role, stop.signal);
  await eventually(() => (supervisor.statuses().every(({ state }) => state === 'up') ? true : undefined));
  await using producer = await openProducer(SHARED_BROKER, exchange.name);
  const body = '{"meter_id":"0c9a1f6e-8f0e-4a57-9d3c-2f6f9a1b2c3d","at":"2026-01-14T10:15:00Z","kwh":0.1}';
  await producer.publish('any', Buffer.from(body));
  const [rejected] = await eventually(async () => {
    const rows = await home.node.platform.database.sql`select reason, source, body from rejected_reading`;
    return rows.length > 0 ? rows : undefined;
  });
  assert.deepEqual({ ...rejected }, { reason: 'unknown-meter', source: 'amqp', body });
  stop.abort();
  await supervisor.ended();
});

test('without AMQP_URL the role meters is up without any broker', async () => {
  await using home = await openTestNode();
  const supervisor = new Supervisor({ log: silentLog });
  const stop = new AbortController();
  for (const role of meterRoles(home.node, new Metrics())) supervisor.start(role, stop.signal);
  await eventually(() => (supervisor.statuses().every(({ state }) => state === 'up') ? true : undefined));
  stop.abort();
  await supervisor.ended();
});
