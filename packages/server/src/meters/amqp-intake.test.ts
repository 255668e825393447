import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connect } from 'amqplib';
import { noSharedBroker, ownExchange, SHARED_BROKER } from '../platform/amqp/testing/shared-broker.ts';
import { eventually } from '../platform/testing/eventually.ts';
import { silentLog } from '../platform/testing/silent-log.ts';
import { startTcpProxy } from '../platform/testing/tcp-proxy.ts';
import { type AmqpIntakeOptions, runAmqpIntake } from './amqp-intake.ts';
import type { ArrivedReading } from './reading.ts';
import { readingsTopology } from './readings-topology.ts';
import { disturb } from './simulator/disturb.ts';
import { brokenBody, messageBody } from './simulator/message-body.ts';
import { checksum, openAmqpFixture, openProducer, someReadings } from './testing/amqp-fixture.ts';

const skip = await noSharedBroker();
const SEED = Number(process.env['WATTLET_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Runs the intake until it is disposed of. */
async function start(options: Pick<AmqpIntakeOptions, 'exchange' | 'intake'> & { url?: string }) {
  const stop = new AbortController();
  const ready = Promise.withResolvers<void>();
  const run = runAmqpIntake({ url: SHARED_BROKER, log: silentLog, ...options }, stop.signal, ready.resolve);
  await Promise.race([ready.promise, run]);
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await run;
    },
  };
}

async function countWaiting(exchange: string): Promise<number> {
  const connection = await connect(SHARED_BROKER);
  const channel = await connection.createChannel();
  const { queue, deadQueue } = readingsTopology(exchange);
  const counts = await Promise.all([channel.checkQueue(queue), channel.checkQueue(deadQueue)]);
  await connection.close();
  return counts.reduce((sum, { messageCount }) => sum + messageCount, 0);
}

describe(`readings that come by RabbitMQ (WATTLET_TEST_SEED=${SEED})`, { skip }, () => {
  test('1 % late, 1 % twice, 1 % corrupt: what is stored is what was sent, and what is rejected the bad ones', async () => {
    await using fixture = await openAmqpFixture(100);
    await using exchange = ownExchange();
    await using producer = await openProducer(SHARED_BROKER, exchange.name);
    const good = [];
    const bad = new Set<string>();
    const publishing = [];
    const onTheWay = disturb(
      someReadings(fixture.meters, 24),
      { late: 0.01, duplicate: 0.01, corrupt: 0.01 },
      SEED,
    );
    for (const { item, kind } of onTheWay) {
      const body = kind === 'corrupt' ? brokenBody(item, SEED) : messageBody(item);
      if (kind === 'good') good.push(item);
      if (kind === 'corrupt') bad.add(body.toString());
      publishing.push(producer.publish('simulated', body));
    }
    const intake = await start({ exchange: exchange.name, intake: fixture.intake });
    await Promise.all(publishing);
    await eventually(async () => ((await countWaiting(exchange.name)) === 0 ? true : undefined));
    await intake[Symbol.asyncDispose]();
    assert.equal(await fixture.stored(), checksum(good));
    assert.deepEqual(
      await fixture.rejected(),
      [...bad]
        .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
        .map((body) => ({ reason: 'malformed', body })),
    );
    assert.equal(await countWaiting(exchange.name), 0, 'all are acknowledged');
  });

  test('the way to the broker is cut again and again: every reading is stored once', async () => {
    await using fixture = await openAmqpFixture(100);
    await using exchange = ownExchange();
    await using way = await startTcpProxy(SHARED_BROKER);
    await using producer = await openProducer(SHARED_BROKER, exchange.name);
    const sent = someReadings(fixture.meters, 12);
    await using _intake = await start({ exchange: exchange.name, intake: fixture.intake, url: way.url });
    const published = Promise.all(sent.map((reading) => producer.publish('simulated', messageBody(reading))));
    for (const share of [0.1, 0.4, 0.8]) {
      await eventually(async () => ((await fixture.countStored()) >= sent.length * share ? true : undefined));
      await way.refuse();
      await way.heal();
    }
    await published;
    await eventually(async () => ((await fixture.countStored()) === sent.length ? true : undefined));
    assert.equal(await fixture.stored(), checksum(sent));
  });

  test('while the database is away nothing is acknowledged or rejected; then all is stored', async () => {
    await using fixture = await openAmqpFixture(10);
    await using exchange = ownExchange();
    await using producer = await openProducer(SHARED_BROKER, exchange.name);
    const away = Object.assign(new Error('the database is away'), { code: 'ECONNREFUSED' });
    let isAway = true;
    let tries = 0;
    const intake = {
      async take(readings: readonly ArrivedReading[]) {
        tries += 1;
        if (isAway) throw away;
        await fixture.intake.take(readings);
      },
    };
    const running = await start({ exchange: exchange.name, intake });
    const sent = someReadings(fixture.meters, 12);
    await Promise.all(sent.map((reading) => producer.publish('simulated', messageBody(reading))));
    await eventually(() => (tries > 3 ? true : undefined));
    assert.equal(await fixture.countStored(), 0);
    isAway = false;
    await eventually(async () => ((await fixture.countStored()) === sent.length ? true : undefined));
    await running[Symbol.asyncDispose]();
    assert.equal(await fixture.stored(), checksum(sent));
    assert.equal(await countWaiting(exchange.name), 0);
    assert.deepEqual(await fixture.rejected(), []);
  });

  test('a reading that makes the server fail is given up, listed as undeliverable, and holds up no other', async () => {
    await using fixture = await openAmqpFixture(10);
    await using exchange = ownExchange();
    await using producer = await openProducer(SHARED_BROKER, exchange.name);
    const sent = someReadings(fixture.meters, 2);
    const [poison, ...good] = sent;
    assert.ok(poison);
    let deliveries = 0;
    const isPoison = (reading: ArrivedReading): boolean =>
      'meterId' in reading && reading.meterId === poison.meterId && reading.at.getTime() === poison.at;
    const intake = {
      async take(readings: readonly ArrivedReading[]) {
        if (readings.length === 1 && readings.some(isPoison)) deliveries += 1;
        if (readings.some(isPoison)) throw new TypeError('nobody thought of this');
        await fixture.intake.take(readings);
      },
    };
    await using _intake = await start({ exchange: exchange.name, intake });
    await Promise.all(sent.map((reading) => producer.publish('simulated', messageBody(reading))));
    const rejected = await eventually(async () => {
      const all = await fixture.rejected();
      return all.length > 0 ? all : undefined;
    });
    assert.deepEqual(rejected, [{ reason: 'undeliverable', body: messageBody(poison).toString() }]);
    assert.ok(deliveries > 10, `it was tried ${deliveries} times`);
    await eventually(async () => ((await fixture.countStored()) === good.length ? true : undefined));
    assert.equal(await fixture.stored(), checksum(good));
  });
});
