import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { commandLog } from '../packages/server/src/cli/with-node.ts';
import { type Server, startServer } from '../packages/server/src/server.ts';
import { type BenchNode, openBenchNode } from './bench-node.ts';
import type { BenchRow } from './bench-row.ts';
import { type ChatTalk, makeChats, makeConversations } from './chat-people.ts';
import { LiveWatchers, requireSockets } from './live-watchers.ts';
import { percentile } from './percentile.ts';
import { median } from './rounds.ts';

const STREAMS = 10_000;
/** Those who read share the machine with those who write: more of them would be in the way of each other. */
const PROCESSES = 2;
const ROUNDS = 7;
const PROBES = 150;
const PAUSE_MS = 20;
const MOST_MS = { all: 1_000, one: 50, storm: 30_000 };

/**
 * `live.fanout`: 10,000 streams on one node, each of a series that all watch and a conversation of its own: from the commit
 * of a change of the series to the last stream that has it, from the call that sends a message to the one that has it, and
 * from a restart of the server to the last stream that has come back and misses nothing.
 */
export async function run(): Promise<BenchRow[]> {
  requireSockets(STREAMS);
  await using bench = await openBenchNode();
  await bench.node.platform.migrate();
  const { sql } = bench.node.platform.database;
  const { agent, talks } = await makeChats(sql, 100);
  const ids = [
    ...talks.map(({ conversationId }) => conversationId),
    ...(await makeConversations(sql, talks[0]?.customer ?? agent, STREAMS - talks.length)),
  ];
  const seriesId = await makeSeries(bench);
  let server = await start(bench);
  try {
    await using watchers = new LiveWatchers(PROCESSES);
    await watchers.open(portOf(server), agent.token, ids);
    const all: number[] = [];
    const cpuMicros: number[] = [];
    for (let round = -1; round < ROUNDS; round++) {
      const cpu = process.cpuUsage();
      const ms = await watchers.untilAll(() => commitChange(bench, seriesId));
      const { user, system } = process.cpuUsage(cpu);
      if (round < 0) continue;
      all.push(ms);
      cpuMicros.push((user + system) / STREAMS);
    }
    const one: number[] = [];
    for (let probe = -20; probe < PROBES; probe++) {
      const talk = talks[(probe + 20) % talks.length];
      if (!talk) break;
      const ms = await watchers.untilOne(talk.conversationId, () => say(server.url ?? '', talk));
      if (probe >= 0) one.push(ms);
      await delay(PAUSE_MS);
    }
    await server.close();
    const origin = server.url ?? '';
    let revision = 0n;
    for (let change = 0; change < 3; change++) revision = await commitChange(bench, seriesId);
    server = await start(bench, new URL(origin).port);
    const listening = process.hrtime.bigint();
    // While they come back.
    for (const talk of talks) await say(origin, talk);
    const reached = await watchers.reachPlace(revision, await readChanges(bench));
    const stormMs = Number(reached - listening) / 1e6;
    const { lost, doubled } = await watchers.check();
    return rowsOf({ all, cpuMicros, one, stormMs, lost, doubled });
  } finally {
    await server.close();
  }
}

interface Measured {
  readonly all: readonly number[];
  readonly cpuMicros: readonly number[];
  readonly one: readonly number[];
  readonly stormMs: number;
  readonly lost: number;
  readonly doubled: number;
}

function rowsOf({ all, cpuMicros, one, stormMs, lost, doubled }: Measured): BenchRow[] {
  const row = (id: string, value: number, most: number, note: string): BenchRow => ({
    ...{ id, value, unit: 'ms', peer: 'what is to be reached', peer_value: most, ratio: value / most },
    ...{ reach: `≤ ${most} ms`, reached: value <= most, note },
  });
  const what = `${STREAMS} streams over HTTP/1.1, held by ${PROCESSES} processes of the same machine`;
  const cpu = median(cpuMicros).toFixed(1);
  const worst = Math.max(...all).toFixed(0);
  const storm = row(
    'live.storm',
    stormMs,
    MOST_MS.storm,
    `from when the server listens again; ${lost} changes lost, ${doubled} came twice`,
  );
  return [
    row(
      'live.fanout',
      median(all),
      MOST_MS.all,
      `${what}; median of ${ROUNDS} from the commit to the last, the slowest ${worst} ms; the server's process took ${cpu} µs for a delivery`,
    ),
    row(
      'live.fanout.one',
      percentile(one, 0.99),
      MOST_MS.one,
      `p99 of ${PROBES}, from the call that sends a message; the median ${percentile(one, 0.5).toFixed(1)} ms`,
    ),
    { ...storm, reached: storm.reached && lost + doubled === 0 },
  ];
}

function start({ node }: BenchNode, port = '0'): Promise<Server> {
  const config = { ...node.config, port: Number(port), callsPerMinute: 0, openData: true };
  return startServer({ node: { ...node, config }, roles: new Set(['api']), log: commandLog('silent') });
}

function portOf({ url }: Server): number {
  return Number(new URL(url ?? '').port);
}

/** A series with a month of quarter hours that never change but for one. */
async function makeSeries({ node }: BenchNode): Promise<number> {
  const { sql } = node.streams.load.database;
  const [area] = await sql<[{ id: number }]>`
    insert into area (eic, area_type, map_code, name) values ('10YGR-HTSO-----Y', 'CTY', 'GR', 'Greece') returning id`;
  const [series] = await sql<[{ id: number }]>`
    insert into series (area_id, measure) values (${area.id}, 'value') returning id`;
  await sql`
    insert into chunk (series_id, day, resolution_minutes, kilowatts, total, present, digest, revision)
    select ${series.id}, day, 15, (select array_agg(5000000 + slot % 7) from generate_series(1, 96) slot), 0, 96,
      gen_random_uuid(), 0
    from generate_series(date '2022-01-01', date '2022-01-31', interval '1 day') day`;
  return series.id;
}

async function commitChange({ node }: BenchNode, seriesId: number): Promise<bigint> {
  const { database, bus } = node.streams.load;
  const hour = [new Date(Date.UTC(2022, 0, 31, 22)), new Date(Date.UTC(2022, 0, 31, 23))] as const;
  return database.sql.begin(async (tx) => {
    const [{ head }] = await tx<[{ head: bigint }]>`update stream_state set head = head + 1 returning head`;
    await tx`
      update chunk set kilowatts[93] = kilowatts[93] + 1, revision = ${head}
      where series_id = ${seriesId} and day = '2022-01-31' and resolution_minutes = 15`;
    await tx`
      insert into series_change (revision, series_id, range_from, range_to)
      values (${head}, ${seriesId}, ${hour[0]}, ${hour[1]})`;
    await bus.publish((text, parameters) => tx.unsafe(text, parameters as never[]), {
      ...{ topic: 'series-changed', key: 'load', payload: {} },
    });
    return head;
  });
}

async function say(origin: string, { customer, conversationId }: ChatTalk): Promise<void> {
  const response = await fetch(`${origin}/wattlet.v1.ChatService/SendMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${customer.token}` },
    body: JSON.stringify({ conversationId, clientId: randomUUID(), text: 'How can that be?' }),
  });
  if (!response.ok)
    throw new Error(`a message was answered with ${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
}

/** Where conversations stand. */
async function readChanges({ node }: BenchNode): Promise<Map<string, bigint>> {
  const rows = await node.platform.database.sql<{ conversation_id: string; last_change: bigint }[]>`
    select conversation_id, last_change from conversation`;
  return new Map(rows.map((row) => [row.conversation_id, row.last_change]));
}
