import type { TransactionSql } from 'postgres';
import type { EventBus } from '../../platform/bus/event-bus.ts';
import { openPostgresBus, POSTGRES_BUS_MIGRATIONS } from '../../platform/bus/postgres-bus.ts';
import type { Database, Sql, SqlTypes } from '../../platform/postgres/database.ts';
import { migrate } from '../../platform/postgres/migrate.ts';
import { eventually } from '../../platform/testing/eventually.ts';
import { silentLog } from '../../platform/testing/silent-log.ts';
import { STREAM_NAMES, type StreamName } from '../../streams/definitions.ts';
import { type SeriesChanged, TOPICS } from '../../streams/events.ts';
import type { MsRange } from '../../streams/query/encode-runs.ts';
import { createStreamFixture, type StreamFixture } from '../../streams/query/testing/stream-fixture.ts';
import { summaryColumns } from '../../streams/query/testing/summary-columns.ts';
import { StreamHub, type StreamHubOptions } from '../stream-hub.ts';

/** New values of one series from a time on. */
export interface TestChange {
  readonly seriesId: number;
  /** Epoch milliseconds, at midnight UTC. */
  readonly day: number;
  /** Slots of the day, 60 minutes each unless `minutes` says otherwise, and what they are set to. */
  readonly slots: ReadonlyMap<number, number | null>;
  readonly minutes?: number;
}

/** For tests: the three streams with their buses, changed as the importer changes them. */
export interface LiveFixture extends AsyncDisposable {
  readonly url: string;
  readonly databases: Readonly<Record<StreamName, Database>>;
  readonly buses: Readonly<Record<StreamName, EventBus>>;
  readonly addSeries: StreamFixture['addSeries'];
  /** Commits a revision, announces it and returns its number. */
  commit(stream: StreamName, changes: readonly TestChange[]): Promise<bigint>;
  /** Commits a revision that says that a range changed, whatever the values in it, and returns its number. */
  announce(stream: StreamName, seriesId: number, range: MsRange): Promise<bigint>;
  /** A hub that does not run yet. */
  hub(stream: StreamName, options?: Partial<StreamHubOptions>): StreamHub;
}

/** Creates the streams. Dispose of them when the tests are over. */
export async function createLiveFixture(): Promise<LiveFixture> {
  const fixture = await createStreamFixture();
  const { url, databases } = fixture;
  const series = new URL('../../streams/migrations/', import.meta.url);
  for (const schema of STREAM_NAMES)
    await migrate({ url, schema, folders: [series, POSTGRES_BUS_MIGRATIONS] });
  const openBus = (stream: StreamName) => openPostgresBus({ database: databases[stream], log: silentLog });
  const buses = { load: openBus('load'), generation: openBus('generation'), flows: openBus('flows') };
  const targetOf = (stream: StreamName) => ({ stream, sql: databases[stream].sql, bus: buses[stream] });
  return {
    url,
    databases,
    buses,
    addSeries: (stream, one) => fixture.addSeries(stream, one),
    commit: (stream, changes) => commitChanges(targetOf(stream), changes),
    announce: (stream, seriesId, range) =>
      commitRevision(targetOf(stream), async (tx, revision) => {
        await recordChange(tx, { revision, seriesId, ...range });
        return 1;
      }),
    hub: (stream, options = {}) =>
      new StreamHub({ stream, sql: databases[stream].sql, bus: buses[stream], ...options }),
    [Symbol.asyncDispose]: () => fixture[Symbol.asyncDispose](),
  };
}

/** Runs a hub until it is stopped, and starts it again when it fails, at once. */
export function keepRunning(hub: Pick<StreamHub, 'run'>): { stop(): Promise<void> } {
  const stop = new AbortController();
  const run = async () => {
    while (!stop.signal.aborted) {
      try {
        await hub.run(stop.signal);
      } catch {
        // A failed hub is run again; the pause of a real supervisor would only slow the tests.
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  };
  const ended = run();
  return {
    async stop() {
      stop.abort();
      await ended;
    },
  };
}

/** Resolves when the hub has told everyone of everything up to the revision. */
export async function caughtUp(hub: StreamHub, revision: bigint): Promise<void> {
  await eventually(() => (hub.cursor !== undefined && hub.cursor.revision >= revision ? true : undefined));
}

interface CommitTarget {
  readonly stream: StreamName;
  readonly sql: Sql;
  readonly bus: EventBus;
}

/** Writes the chunks, what changed and the event in one transaction. */
function commitChanges(target: CommitTarget, changes: readonly TestChange[]): Promise<bigint> {
  return commitRevision(target, async (tx, revision) => {
    for (const { seriesId, day, slots, minutes = 60 } of changes) {
      const date = new Date(day).toISOString().slice(0, 10);
      const [stored] = await tx<{ kilowatts: (number | null)[] }[]>`
        select array_to_json(kilowatts) as kilowatts from chunk
        where series_id = ${seriesId} and day = ${date}::date and resolution_minutes = ${minutes}`;
      const kilowatts = stored?.kilowatts ?? new Array<number | null>(1440 / minutes).fill(null);
      for (const [slot, value] of slots) kilowatts[slot] = value;
      const { low, high, total, present } = summaryColumns(kilowatts);
      await tx`
        insert into chunk (series_id, day, resolution_minutes, kilowatts, low, high, total, present, digest, revision)
        values (${seriesId}, ${date}::date, ${minutes}, ${kilowatts}::integer[], ${low}, ${high}, ${total}, ${present},
          gen_random_uuid(), ${revision})
        on conflict (series_id, day, resolution_minutes)
        do update set kilowatts = excluded.kilowatts, low = excluded.low, high = excluded.high, total = excluded.total,
          present = excluded.present, revision = excluded.revision`;
      const from = day + Math.min(...slots.keys()) * minutes * 60_000;
      const to = day + (Math.max(...slots.keys()) + 1) * minutes * 60_000;
      await recordChange(tx, { revision, seriesId, from, to });
    }
    return changes.length;
  });
}

type Transaction = TransactionSql<SqlTypes>;

/** `write` returns how many series it changed. */
async function commitRevision(
  { stream, sql, bus }: CommitTarget,
  write: (tx: Transaction, revision: bigint) => Promise<number>,
): Promise<bigint> {
  let revision = 0n;
  await sql.begin(async (tx) => {
    const [state] = await tx<{ head: bigint }[]>`update stream_state set head = head + 1 returning head`;
    revision = state?.head ?? 0n;
    const payload: SeriesChanged = {
      stream,
      revision: Number(revision),
      file: 'test',
      from: '2022-01-01T00:00:00Z',
      to: '2022-02-01T00:00:00Z',
      seriesChanged: await write(tx, revision),
    };
    await bus.publish((text, parameters) => tx.unsafe(text, parameters as never[]), {
      topic: TOPICS.seriesChanged,
      key: stream,
      payload,
    });
  });
  return revision;
}

async function recordChange(
  tx: Transaction,
  change: MsRange & { readonly revision: bigint; readonly seriesId: number },
): Promise<void> {
  await tx`
    insert into series_change (revision, series_id, range_from, range_to)
    values (${change.revision}, ${change.seriesId}, ${new Date(change.from)}, ${new Date(change.to)})
    on conflict (revision, series_id, range_from) do update set range_to = greatest(series_change.range_to, excluded.range_to)`;
}
