import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createServer } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { noOwnBroker, startOwnBroker } from '../platform/amqp/testing/own-broker.ts';
import { noSharedBroker, ownExchange, SHARED_BROKER } from '../platform/amqp/testing/shared-broker.ts';
import { listeningPort } from '../platform/sources/listening-port.ts';
import { TEST_AUTHORITY_FILE, TEST_SERVER_TLS } from '../platform/sources/test-certificates.ts';
import { eventually } from '../platform/testing/eventually.ts';
import { silentLog } from '../platform/testing/silent-log.ts';
import { Supervisor } from '../roles/supervisor.ts';
import { runAmqpIntake } from './amqp-intake.ts';
import type { ArrivedReading, ReadingOutcome } from './reading.ts';
import { messageBody } from './simulator/message-body.ts';
import { checksum, openAmqpFixture, openProducer, someReadings } from './testing/amqp-fixture.ts';

const DYING = fileURLToPath(new URL('testing/die-after-commit.ts', import.meta.url));
const OUTAGE_MS = 30_000;
const noBroker = await noSharedBroker();

test('a process that is killed between commit and acknowledgement: what it stored comes again, and stays once', {
  skip: noBroker,
}, async () => {
  await using fixture = await openAmqpFixture(50);
  await using exchange = ownExchange();
  await using producer = await openProducer(SHARED_BROKER, exchange.name);
  const sent = someReadings(fixture.meters, 24);
  await Promise.all(sent.map((reading) => producer.publish('simulated', messageBody(reading))));
  const child = spawn(process.execPath, [DYING, fixture.url, SHARED_BROKER, exchange.name], {
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  const [unacknowledged, [, signal]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  assert.equal(signal, 'SIGKILL');
  const before = await fixture.countStored();
  assert.ok(before > 0 && before < sent.length, `${before} of ${sent.length} are stored`);

  const outcomes = new Map<ReadingOutcome['kind'], number>();
  const intake = {
    async take(readings: readonly ArrivedReading[]) {
      for (const { kind } of await fixture.intake.take(readings))
        outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
    },
  };
  const stop = new AbortController();
  const options = { url: SHARED_BROKER, exchange: exchange.name, intake, log: silentLog };
  const run = runAmqpIntake(options, stop.signal, () => undefined);
  await eventually(async () => ((await fixture.countStored()) === sent.length ? true : undefined));
  await eventually(() => ((outcomes.get('stored') ?? 0) === sent.length - before ? true : undefined));
  assert.ok(Number(unacknowledged) > 0);
  await eventually(() => ((outcomes.get('duplicate') ?? 0) >= Number(unacknowledged) ? true : undefined));
  stop.abort();
  await run;
  assert.equal(await fixture.stored(), checksum(sent));
});

describe('a broker that is stopped for 30 s under load', { skip: noOwnBroker() }, () => {
  test('is reported as down, found again, and no reading is lost or stored twice', async () => {
    await using fixture = await openAmqpFixture(100);
    await using broker = await startOwnBroker();
    const exchange = 'wattlet.readings';
    // What comes while the broker is being stopped is taken once it has: else all may have come by then.
    let stopped: Promise<void> | undefined;
    const intake = {
      async take(readings: readonly ArrivedReading[]) {
        await stopped;
        return fixture.intake.take(readings);
      },
    };
    const supervisor = new Supervisor({ log: silentLog, maxBackoffMs: 1_000 });
    const stop = new AbortController();
    supervisor.start(
      {
        name: 'meters',
        run: (signal, ready) =>
          runAmqpIntake({ url: broker.url, exchange, intake, log: silentLog }, signal, ready),
      },
      stop.signal,
    );
    const state = () => supervisor.statuses()[0]?.state;
    await using producer = await openProducer(broker.url, exchange);
    const sent = someReadings(fixture.meters, 48);
    const published = Promise.all(sent.map((reading) => producer.publish('simulated', messageBody(reading))));
    await eventually(async () => ((await fixture.countStored()) > sent.length / 5 ? true : undefined));
    assert.equal(state(), 'up');
    stopped = broker.stop();
    await stopped;
    const stored = await fixture.countStored();
    assert.ok(stored < sent.length, `${stored} of ${sent.length} were stored before the stop`);
    await delay(OUTAGE_MS);
    await eventually(() => (state() === 'down' ? true : undefined));
    assert.match(
      supervisor.statuses()[0]?.reason ?? '',
      /the message broker amqp:\/\/guest:\*\*\*@127.0.0.1:\d+ does/,
    );
    await broker.start();
    await published;
    await eventually(async () => ((await fixture.countStored()) === sent.length ? true : undefined), 90_000);
    await eventually(() => (state() === 'up' ? true : undefined));
    assert.equal(await fixture.stored(), checksum(sent));
    assert.deepEqual(await fixture.rejected(), []);
    stop.abort();
    await supervisor.ended();
  });
});

test('amqps checks who the broker is', { skip: noBroker }, async () => {
  const target = new URL(SHARED_BROKER);
  const terminator = createServer(TEST_SERVER_TLS, (socket) => {
    const upstream = connect(Number(target.port) || 5672, target.hostname);
    socket.on('error', () => upstream.destroy()).pipe(upstream);
    upstream.on('error', () => socket.destroy()).pipe(socket);
  });
  terminator.on('tlsClientError', () => undefined);
  terminator.listen(0, '127.0.0.1');
  await once(terminator, 'listening');
  await using exchange = ownExchange();
  const url = `amqps://${target.username}:${target.password}@127.0.0.1:${listeningPort(terminator)}${target.pathname}`;
  const options = { url, exchange: exchange.name, intake: { take: async () => undefined }, log: silentLog };
  const stop = new AbortController();
  await assert.rejects(
    runAmqpIntake(options, stop.signal, () => undefined),
    /does not serve us: .*(certificate|issuer)/,
  );
  const ca = readFileSync(TEST_AUTHORITY_FILE, 'utf8');
  await runAmqpIntake({ ...options, ca }, stop.signal, () => stop.abort());
  terminator.close();
});
