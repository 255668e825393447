import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { WattletError } from '@wattlet/sdk';
import { PLATFORM_SITE_ID } from '../../accounts/platform-site.ts';
import { noSharedBroker, ownExchange, SHARED_BROKER } from '../../platform/amqp/testing/shared-broker.ts';
import { eventually } from '../../platform/testing/eventually.ts';
import { silentLog } from '../../platform/testing/silent-log.ts';
import { zoneClock } from '../../streams/query/zone-clock.ts';
import { runAmqpIntake } from '../amqp-intake.ts';
import { checksum, openAmqpFixture } from '../testing/amqp-fixture.ts';
import { openAmqpSink } from './amqp-sink.ts';
import { RpcSink } from './rpc-sink.ts';
import { type ReadingSink, runSimulation, type SimulatedMessage } from './run-simulation.ts';
import type { SimulatedMeter, SimulatedReading } from './simulate-readings.ts';
import { ensureMetersByApi, ensureMetersOfSite } from './simulated-meters.ts';

const clock = zoneClock('Europe/Athens') ?? assert.fail('this machine knows no Athens');
const QUARTER = 900_000;
const METERS: SimulatedMeter[] = [1, 2, 3].map((number) => ({
  ...{ meterId: `meter ${number}`, profile: 'household', seed: 1, number },
}));
const NOTHING_WRONG = { late: 0, duplicate: 0, corrupt: 0 };

/** A simulation that could go a million times as fast as life, of the last day. */
const simulation = (sink: ReadingSink, meters: readonly SimulatedMeter[] = METERS) => ({
  ...{
    meters,
    sink,
    clock,
    intervalMs: QUARTER,
    speed: 1e6,
    disturbance: NOTHING_WRONG,
    seed: 1,
    window: 10,
  },
  from: Math.floor((Date.now() - 86_400_000) / QUARTER) * QUARTER,
});
const noCounts = () => ({ sent: 0, confirmed: 0, at: 0 });
const forEver = new AbortController().signal;

describe('runSimulation', () => {
  test('sends as many as asked for, no more at once than the window, and counts what is confirmed', async () => {
    let unconfirmed = 0;
    let most = 0;
    const sent: SimulatedReading[] = [];
    const waiting: (() => void)[] = [];
    const sink = {
      async send({ item }: SimulatedMessage) {
        sent.push(item);
        unconfirmed += 1;
        most = Math.max(most, unconfirmed);
        // Nothing is confirmed before the window is full, however long the next takes to come.
        if (unconfirmed >= 10)
          setImmediate(() => {
            for (const confirm of waiting.splice(0)) confirm();
          });
        await new Promise<void>((resolve) => waiting.push(resolve));
        unconfirmed -= 1;
      },
    };
    const counts = noCounts();
    const options = simulation(sink);
    await runSimulation({ ...options, most: 100 }, counts, forEver);
    assert.deepEqual([counts.sent, counts.confirmed, sent.length, most], [100, 100, 100, 10]);
    assert.equal(counts.at, options.from + 34 * QUARTER);
  });

  test('ends when it is told to, however fast or slow it goes', async () => {
    for (const speed of [1e6, 1e-6]) {
      const stop = new AbortController();
      const counts = noCounts();
      const run = runSimulation(
        { ...simulation({ send: async () => stop.abort() }), speed },
        counts,
        stop.signal,
      );
      if (speed < 1) stop.abort();
      await run;
      assert.ok(counts.sent <= METERS.length + 1, `${counts.sent} sent`);
    }
  });

  test('sends nothing before its time', async () => {
    const sink = { send: async ({ item }: SimulatedMessage) => assert.ok(item.at <= Date.now()) };
    const stop = new AbortController();
    const counts = noCounts();
    const run = runSimulation(simulation(sink), counts, stop.signal);
    await eventually(() => (counts.confirmed >= 95 * METERS.length ? true : undefined));
    stop.abort();
    await run;
  });

  test('fails when nobody takes its readings', async () => {
    const sink = { send: () => Promise.reject(new Error('no queue takes them')) };
    await assert.rejects(runSimulation(simulation(sink), noCounts(), forEver), /no queue takes them/);
  });
});

test('by RabbitMQ what is stored is what was sent', { skip: await noSharedBroker() }, async () => {
  await using fixture = await openAmqpFixture(0);
  await using exchange = ownExchange();
  const made = { count: 20, profile: 'ev', seed: 4, intervalMinutes: 15, timeZone: 'Europe/Athens' } as const;
  const meters = await ensureMetersOfSite(fixture.sql, PLATFORM_SITE_ID, made);
  assert.deepEqual(await ensureMetersOfSite(fixture.sql, PLATFORM_SITE_ID, made), meters, 'found again');
  const options = { url: SHARED_BROKER, exchange: exchange.name, log: silentLog };
  await using sink = await openAmqpSink({ ...options, seed: 1 });
  const sent: SimulatedReading[] = [];
  const noted: ReadingSink = {
    send(message) {
      if (message.kind === 'good') sent.push(message.item);
      return sink.send(message);
    },
  };
  const disturbance = { late: 0.1, duplicate: 0.1, corrupt: 0.1 };
  await runSimulation({ ...simulation(noted, meters), disturbance, most: 1_000 }, noCounts(), forEver);
  const stop = new AbortController();
  const run = runAmqpIntake({ ...options, intake: fixture.intake }, stop.signal, () => undefined);
  await eventually(async () => ((await fixture.countStored()) === sent.length ? true : undefined));
  stop.abort();
  await run;
  assert.equal(await fixture.stored(), checksum(sent));
});

test('by calls readings go together, and a call that may succeed later is made again', async () => {
  const calls: number[] = [];
  const submit = async (readings: readonly unknown[]) => {
    calls.push(readings.length);
    if (calls.length === 1) throw new WattletError('unavailable', 'not now');
    return [];
  };
  const counts = noCounts();
  const options = { ...simulation(new RpcSink({ submit })), window: 4_000, most: 2_500, intervalMs: 60_000 };
  await runSimulation(options, counts, forEver);
  assert.equal(counts.confirmed, 2_500);
  assert.ok(calls.every((size) => size <= 1_000));
  assert.ok(calls.length < 1_000, `${calls.length} calls`);
});

test('meters are made by lines of CSV, and a line that is refused is told', async () => {
  const importCsv = async (csv: string) =>
    csv.split('\n').map((line, index) => {
      const [serial = ''] = line.split(',');
      return { line: index + 1, serial, status: 'created' as const, reason: '', meterId: `id of ${serial}` };
    });
  const made = {
    count: 4_500,
    profile: 'pv',
    seed: 2,
    intervalMinutes: 30,
    timeZone: 'Europe/Athens',
  } as const;
  const list = async () => ({ meters: [] });
  const meters = await ensureMetersByApi({ list, administration: { importCsv } }, made);
  assert.equal(meters.length, 4_500);
  assert.deepEqual(meters.at(-1), {
    meterId: 'id of SIM-pv-2-30-4500',
    profile: 'pv',
    seed: 2,
    number: 4_500,
  });
  const refuse = async () => [{ line: 2, serial: 'SIM', status: 'bad' as const, reason: 'no', meterId: '' }];
  await assert.rejects(
    ensureMetersByApi({ list, administration: { importCsv: refuse } }, made),
    /the meter SIM cannot be made: no/,
  );
});
