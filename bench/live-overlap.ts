import { toBinary } from '@bufbuild/protobuf';
import { RangePatchSchema } from '../packages/server/src/gen/wattlet/v1/live_pb.js';
import { StreamHub } from '../packages/server/src/live/stream-hub.ts';
import type { WatcherEvent } from '../packages/server/src/live/watcher-event.ts';
import { WatcherQueue } from '../packages/server/src/live/watcher-queue.ts';
import { inSnapshot } from '../packages/server/src/streams/query/in-snapshot.ts';
import { readSeries } from '../packages/server/src/streams/query/read-series.ts';
import { selectSeries } from '../packages/server/src/streams/query/select-series.ts';
import { type BenchNode, importInto, openBenchNode } from './bench-node.ts';
import { atMost, type BenchRow } from './bench-row.ts';
import { makeMonth, NEXT_HOUR } from './make-month.ts';
import { medianMs } from './rounds.ts';

const WATCHERS = 2_000;
const OVERLAPPING = WATCHERS / 20;
/** The country that changes; the others of the stream are watched as well. */
const AREA = 'AT';
const MONTH = { from: Date.UTC(2022, 0, 1), to: Date.UTC(2022, 1, 1) };
const CHANGED = { from: Date.UTC(2022, 0, 31, 22), to: Date.UTC(2022, 0, 31, 23) };
const FIELDS = { area: 'area', toArea: 'to_area', productionTypes: 'production_types' };
/** Queries that a server without a hub would run at the same time. */
const PARALLEL = 10;

interface BenchWatcher {
  readonly area: string;
  readonly queue: WatcherQueue;
}

/** `live.overlap`: from the commit of one change to the last watcher who has it, beside reading again for every watcher. */
export async function run(): Promise<BenchRow[]> {
  await using bench = await openBenchNode();
  await importInto(bench, await makeMonth('load', NEXT_HOUR), 'applied');
  const watchers = await makeWatchers(bench);
  const { database, bus } = bench.node.streams.load;
  const hub = new StreamHub({ stream: 'load', sql: database.sql, bus });
  const stop = new AbortController();
  const running = hub.run(stop.signal);
  try {
    await joinAll(hub, watchers);
    const ms = await medianMs({
      again: { run: () => readAgain(bench, watchers) },
      hub: { run: () => changeAndFollow(bench, hub, watchers) },
    });
    return [
      atMost(0.05, {
        id: 'live.overlap',
        value: ms.hub,
        unit: 'ms',
        peer: `reading again for each of ${WATCHERS} watchers, ${PARALLEL} at a time`,
        peer_value: ms.again,
        note: `commit included; exactly the ${OVERLAPPING} watchers whose area changed got it, in every round`,
      }),
    ];
  } finally {
    stop.abort();
    await running;
  }
}

/** One in twenty watches the area that changes. */
async function makeWatchers(bench: BenchNode): Promise<BenchWatcher[]> {
  const { sql } = bench.node.streams.load.database;
  const areas = await sql<{ eic: string }[]>`
    select eic from area where area_type = 'CTY' and map_code <> ${AREA} order by eic`;
  return Array.from({ length: WATCHERS }, (_, index) => ({
    area: index % 20 === 0 ? AREA : (areas[index % areas.length]?.eic ?? AREA),
    queue: new WatcherQueue(),
  }));
}

async function joinAll(hub: StreamHub, watchers: readonly BenchWatcher[]): Promise<void> {
  const memberships = watchers.map(({ area, queue }) =>
    hub.watch({
      topicId: 1,
      queue,
      range: MONTH,
      fields: FIELDS,
      selection: { areaType: 'CTY', area, productionTypes: [] },
    }),
  );
  const outcomes = await Promise.all(memberships.map((membership) => membership.outcomeWithin(60_000)));
  const missing = outcomes.find((outcome) => outcome.kind !== 'joined');
  if (missing) throw new Error(`a watcher did not join: ${missing.kind}`);
}

/** Commits a change as an import does, and waits until those whom it concerns have it, encoded. */
async function changeAndFollow(
  bench: BenchNode,
  hub: StreamHub,
  watchers: readonly BenchWatcher[],
): Promise<void> {
  const concerned = watchers.filter(({ area }) => area === AREA);
  const events = concerned.map(({ queue }) => queue[Symbol.asyncIterator]().next());
  const revision = await commitChange(bench);
  for (const { value } of await Promise.all(events)) encode(value);
  if (hub.watcherCount !== WATCHERS) throw new Error('a watcher was lost');
  const others = watchers.filter(({ queue }) => queue.size > 0).length;
  if (others > 0) throw new Error(`revision ${revision} reached ${others} watchers that it does not concern`);
}

function encode(event: WatcherEvent | undefined): void {
  if (event?.kind !== 'patch') throw new Error(`a patch was due, not ${event?.kind}`);
  for (const patch of event.patches) toBinary(RangePatchSchema, patch);
}

async function commitChange(bench: BenchNode): Promise<bigint> {
  const { database, bus } = bench.node.streams.load;
  let revision = 0n;
  await database.sql.begin(async (tx) => {
    const [state] = await tx<{ head: bigint }[]>`update stream_state set head = head + 1 returning head`;
    revision = state?.head ?? 0n;
    await tx`
      update chunk c set kilowatts[93] = coalesce(kilowatts[93], 0) + 1, revision = ${revision}
      from series s join area a on a.id = s.area_id
      where c.series_id = s.id and a.map_code = ${AREA} and a.area_type = 'CTY'
        and c.day = '2022-01-31' and c.resolution_minutes = 15`;
    await tx`
      insert into series_change (revision, series_id, range_from, range_to)
      select ${revision}, s.id, ${new Date(CHANGED.from)}, ${new Date(CHANGED.to)}
      from series s join area a on a.id = s.area_id where a.map_code = ${AREA} and a.area_type = 'CTY'`;
    await bus.publish((text, parameters) => tx.unsafe(text, parameters as never[]), {
      topic: 'series-changed',
      key: 'load',
      payload: {},
    });
  });
  return revision;
}

/**
 * What a server would do that only knows when something has changed, not what: read for everyone. It is spared
 * the commit, and reads no more than the hours that changed.
 */
async function readAgain(bench: BenchNode, watchers: readonly BenchWatcher[]): Promise<void> {
  const { sql } = bench.node.streams.load.database;
  const rest = [...watchers];
  const work = async () => {
    for (let watcher = rest.pop(); watcher; watcher = rest.pop()) {
      const selection = { areaType: 'CTY' as const, area: watcher.area, productionTypes: [] };
      await inSnapshot({ stream: 'load', sql }, async (snapshot) =>
        readSeries(snapshot, {
          series: await selectSeries(snapshot, selection, FIELDS),
          range: CHANGED,
        }),
      );
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
}
