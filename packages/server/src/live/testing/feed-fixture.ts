import { create } from '@bufbuild/protobuf';
import { AlertSchema } from '../../gen/wattlet/v1/alert_pb.js';
import { AlertsChangeSchema } from '../../gen/wattlet/v1/live_pb.js';
import type { EventBus } from '../../platform/bus/event-bus.ts';
import { executeIn } from '../../platform/bus/execute-in.ts';
import { openPostgresBus, POSTGRES_BUS_MIGRATIONS } from '../../platform/bus/postgres-bus.ts';
import { type Database, openDatabase } from '../../platform/postgres/database.ts';
import { migrate } from '../../platform/postgres/migrate.ts';
import { createTestDatabase } from '../../platform/postgres/test-database.ts';
import { silentLog } from '../../platform/testing/silent-log.ts';
import type { Feed } from '../feed.ts';
import { FeedHub, type FeedHubOptions } from '../feed-hub.ts';
import { numberedCursors } from '../numbered-cursors.ts';

/** For tests: a thing of the feed as it is now. */
export interface Entry {
  readonly name: string;
  readonly view: string;
  readonly number: bigint;
  readonly value: number;
}

/** For tests: the topic that wakes the hub. */
export const ENTRIES_CHANGED = 'entries-changed';

/** For tests: how many changes may be replayed. */
export const MAX_REPLAY = 100;

/** For tests: how often and what of the database was read. */
export interface FeedReads {
  scopes: string[];
}

/**
 * For tests: a feed of named values, told as if they were alerts, with the value as `watt_hours`. The view `all` sees
 * every entry of a scope, another one those that are its own.
 */
export function entryFeed(reads: FeedReads = { scopes: [] }): Feed<bigint, readonly Entry[]> {
  const feed: Feed<bigint, readonly Entry[]> = {
    name: 'entries',
    topic: ENTRIES_CHANGED,
    cursors: numberedCursors(MAX_REPLAY),
    async heads(sql, scopes) {
      const rows = await sql<{ scope: string; head: bigint }[]>`
        select scope, head from counter where scope in ${sql(scopes)}`;
      return new Map(rows.map(({ scope, head }) => [scope, head]));
    },
    async read(sql, spans) {
      const batches = new Map<string, readonly Entry[]>();
      for (const { scope, after, upTo } of spans) {
        reads.scopes.push(scope);
        const rows = await sql<Entry[]>`
          select name, view, number, value from entry
          where scope = ${scope} and number > ${after} and number <= ${upTo} order by number`;
        batches.set(scope, rows);
      }
      return batches;
    },
    cut(batch, view, after, upTo) {
      const seen = batch.filter((entry) => entry.number > after && (view === 'all' || view === entry.view));
      if (seen.length === 0) return undefined;
      const alerts = seen.map(({ name, number, value }) =>
        create(AlertSchema, { alertId: name, sequence: number, wattHours: BigInt(value) }),
      );
      const value = create(AlertsChangeSchema, { cursor: { sequence: upTo }, alerts });
      return { content: { case: 'alerts', value }, bytes: 20 * alerts.length };
    },
  };
  return feed;
}

/** For tests: the storage of an {@link entryFeed}. */
export interface FeedFixture extends AsyncDisposable {
  readonly url: string;
  readonly database: Database;
  readonly bus: EventBus;
  /** Sets a value in a transaction of its own, and returns the number of the change. */
  write(scope: string, name: string, value: number, view?: string): Promise<bigint>;
  /** What is stored, and the cursor of that. */
  read(scope: string): Promise<{ cursor: bigint; values: Map<string, number> }>;
  hub(options?: Partial<FeedHubOptions<bigint, readonly Entry[]>>): FeedHub<bigint, readonly Entry[]>;
}

/** For tests: makes it. Dispose of it when the tests are over. */
export async function createFeedFixture(): Promise<FeedFixture> {
  const { url, [Symbol.asyncDispose]: drop } = await createTestDatabase();
  await migrate({ url, schema: 'platform', folders: [POSTGRES_BUS_MIGRATIONS] });
  const database = openDatabase({ url, schema: 'platform' });
  const { sql } = database;
  await sql`create table counter (scope text primary key, head bigint not null)`;
  await sql`
    create table entry (
      scope text, name text, view text not null, number bigint not null, value integer not null, primary key (scope, name)
    )`;
  const bus = openPostgresBus({ database, log: silentLog });
  return {
    url,
    database,
    bus,
    async write(scope, name, value, view = '') {
      let number = 0n;
      await sql.begin(async (tx) => {
        const [counter] = await tx<[{ head: bigint }]>`
          insert into counter as c (scope, head) values (${scope}, 1)
          on conflict (scope) do update set head = c.head + 1 returning head`;
        number = counter.head;
        await tx`
          insert into entry (scope, name, view, number, value) values (${scope}, ${name}, ${view}, ${number}, ${value})
          on conflict (scope, name) do update set number = excluded.number, value = excluded.value`;
        await bus.publish(executeIn(tx), { topic: ENTRIES_CHANGED, key: scope, payload: {} });
      });
      return number;
    },
    async read(scope) {
      // One statement, one state.
      const rows = await sql<{ head: bigint; name: string | null; value: number }[]>`
        select c.head, e.name, e.value from counter c left join entry e using (scope)
        where scope = ${scope} order by e.name`;
      const values = new Map(
        rows.flatMap(({ name, value }) => (name === null ? [] : [[name, value] as const])),
      );
      return { cursor: rows[0]?.head ?? 0n, values };
    },
    hub: (options = {}) => new FeedHub({ feed: entryFeed(), sql, bus, ...options }),
    async [Symbol.asyncDispose]() {
      await database.close();
      await drop();
    },
  };
}
