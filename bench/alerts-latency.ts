import { setTimeout as delay } from 'node:timers/promises';
import { createClient, type WattletClient } from '../packages/sdk/src/index.ts';
import { PLATFORM_SITE_ID } from '../packages/server/src/accounts/platform-site.ts';
import { commandLog } from '../packages/server/src/cli/with-node.ts';
import { openAmqpSink } from '../packages/server/src/meters/simulator/amqp-sink.ts';
import type { ReadingSink } from '../packages/server/src/meters/simulator/run-simulation.ts';
import { ownExchange, SHARED_BROKER } from '../packages/server/src/platform/amqp/testing/shared-broker.ts';
import { silentLog } from '../packages/server/src/platform/testing/silent-log.ts';
import { startServer } from '../packages/server/src/server.ts';
import { type BenchNode, openBenchNode } from './bench-node.ts';
import { atMost, type BenchRow } from './bench-row.ts';
import { makeToken } from './make-token.ts';
import { percentile } from './percentile.ts';

/** Meters that report every second, far below their limit. */
const METERS = 1_000;
/** Readings that are published together: the others of a second follow in their turn. */
const TOGETHER = 10;
const PROBES = 200;
const PROBE_MS = 150;
const LIMIT_WATT_HOURS = 100;

/**
 * `alerts.latency`: from publishing the reading which passes a limit to RabbitMQ, to the alert that fires in an SDK client
 * over HTTP, while 1,000 readings a second come in beside it. One process, with its publisher and its client in it.
 */
export async function run(): Promise<BenchRow[]> {
  await using bench = await openBenchNode();
  await bench.node.platform.migrate();
  await using exchange = ownExchange();
  const config = {
    ...bench.node.config,
    port: 0,
    callsPerMinute: 0,
    amqpUrl: SHARED_BROKER,
    amqpExchange: exchange.name,
  };
  const server = await startServer({
    node: { ...bench.node, config },
    roles: new Set(['api', 'alerts', 'meters']),
    log: commandLog('silent'),
  });
  try {
    const token = await makeToken(bench, { role: 'administrator', scopes: ['read_meters'] });
    const client = createClient({ baseUrl: server.url ?? '', getToken: async () => token });
    const [meters, probes] = [await makeMeters(bench, METERS), await makeMeters(bench, PROBES)];
    await using sink = await openAmqpSink({
      url: SHARED_BROKER,
      exchange: exchange.name,
      seed: 0,
      log: silentLog,
    });
    const times = await measure(client, sink, { meters, probes });
    client.close();
    return [
      row('alerts.latency', 100, percentile(times, 0.5), 'the median'),
      row('alerts.latency.p99', 300, percentile(times, 0.99), 'one in a hundred takes longer'),
    ];
  } finally {
    await server.close();
  }
}

interface Meters {
  readonly meters: readonly string[];
  readonly probes: readonly string[];
}

/** Milliseconds of each probe. */
async function measure(
  client: WattletClient,
  sink: ReadingSink,
  { meters, probes }: Meters,
): Promise<number[]> {
  const stop = new AbortController();
  const submitted = new Map<string, number>();
  const times: number[] = [];
  const all = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  const watching = (async () => {
    for await (const event of client.alerts.watch({ signal: stop.signal, limit: PROBES })) {
      if (event.type === 'snapshot') opened.resolve();
      if (event.type !== 'change') continue;
      const now = performance.now();
      for (const { meterId, state } of event.changed) {
        const since = submitted.get(meterId);
        if (since === undefined || state !== 'firing') continue;
        submitted.delete(meterId);
        times.push(now - since);
        if (times.length === probes.length) all.resolve();
      }
    }
  })();
  await opened.promise;
  const load = keepReporting(sink, meters, stop.signal);
  // The first second warms everything up.
  await delay(2_000);
  for (const meterId of probes) {
    await delay(PROBE_MS);
    submitted.set(meterId, performance.now());
    await publish(sink, meterId, LIMIT_WATT_HOURS + 50);
  }
  await all.promise;
  stop.abort();
  await Promise.allSettled([watching]);
  await load;
  return times;
}

const publish = (sink: ReadingSink, meterId: string, wattHours: number): Promise<void> =>
  sink.send({ item: { meterId, at: Date.now(), wattHours }, kind: 'good' });

/** Publishes a reading of every meter each second, in parts that are evenly spread over it, whether or not the last is confirmed. */
async function keepReporting(
  sink: ReadingSink,
  meters: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const pauseMs = (1_000 * TOGETHER) / meters.length;
  const unconfirmed = new Set<Promise<void>>();
  let next = performance.now();
  for (let from = 0; !signal.aborted; from = (from + TOGETHER) % meters.length) {
    for (const meterId of meters.slice(from, from + TOGETHER)) {
      const publishing = publish(sink, meterId, 0).finally(() => unconfirmed.delete(publishing));
      unconfirmed.add(publishing);
    }
    next += pauseMs;
    await delay(Math.max(0, next - performance.now()));
  }
  await Promise.all(unconfirmed);
}

function row(id: string, mostMs: number, value: number, note: string): BenchRow {
  const peer = 'what is to be reached';
  return atMost(1, { id, value, unit: 'ms', peer, peer_value: mostMs, note: `${note}, of ${PROBES} alerts` });
}

async function makeMeters({ node }: BenchNode, count: number): Promise<string[]> {
  const rows = await node.platform.database.sql<{ meter_id: string }[]>`
    insert into meter (site_id, name, serial, time_zone, kind, interval_minutes, hourly_limit)
    select ${PLATFORM_SITE_ID}::uuid, 'Meter', gen_random_uuid()::text, 'Europe/Athens', 'interval', 1, ${BigInt(LIMIT_WATT_HOURS)}
    from generate_series(1, ${count}) returning meter_id`;
  return rows.map(({ meter_id }) => meter_id);
}
