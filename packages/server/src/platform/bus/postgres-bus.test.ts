import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Database, openDatabase } from '../postgres/database.ts';
import { migrate } from '../postgres/migrate.ts';
import { createTestDatabase } from '../postgres/test-database.ts';
import { isMissingSchema, isTransient } from '../postgres/transient-error.ts';
import { aborted } from '../testing/aborted.ts';
import { eventually } from '../testing/eventually.ts';
import { silentLog } from '../testing/silent-log.ts';
import { eventBusContract, type TestBus } from './event-bus.contract.ts';
import type { ConsumeOptions, Execute } from './event-bus.ts';
import { openPostgresBus, POSTGRES_BUS_MIGRATIONS, type PostgresBusTimes } from './postgres-bus.ts';

const testDatabase = await createTestDatabase();
after(() => testDatabase[Symbol.asyncDispose]());
const { url } = testDatabase;
let schemas = 0;

/** A bus in a schema of its own. */
async function makeBus(times: Partial<PostgresBusTimes> = {}): Promise<TestBus & { database: Database }> {
  schemas += 1;
  const schema = `Bus ${schemas}'s`;
  await migrate({ url, schema, folders: [POSTGRES_BUS_MIGRATIONS] });
  const database = openDatabase({ url, schema });
  return {
    database,
    bus: openPostgresBus({ database, log: silentLog, times: { pollMs: 100, backoffMs: 1, ...times } }),
    async transaction(work) {
      await database.sql.begin(async (tx) => {
        await work((text, parameters) => tx.unsafe(text, parameters as never[]));
      });
    },
    [Symbol.asyncDispose]: () => database.close(),
  };
}

const publish = ({ bus, transaction }: TestBus, ...payloads: unknown[]) =>
  transaction(async (execute) => {
    for (const payload of payloads) await bus.publish(execute, { topic: 'things', key: 'key', payload });
  });

const consume = ({ bus }: TestBus, handle: ConsumeOptions['handle'], signal: AbortSignal) =>
  bus.consume({ topic: 'things', group: 'group', handle, signal });

/** How many consumers work. */
const countLeaders = async ({ database: { sql } }: { database: Database }) =>
  (
    await sql`
    select from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`
  ).length;

eventBusContract('PostgreSQL', () => makeBus());

test('both drivers publish in their transactions, and the payload is not encoded twice', async () => {
  await using made = await makeBus();
  const client = await made.database.connect();
  try {
    const execute: Execute = (text, parameters) => client.query(text, parameters);
    await client.query('begin');
    await made.bus.publish(execute, { topic: 'things', key: 'key', payload: { by: 'pg' } });
    await client.query('commit');
  } finally {
    await client.end();
  }
  await publish(made, { by: 'postgres.js' });
  const rows = await made.database.sql`select position, payload->>'by' as by from outbox order by position`;
  assert.deepEqual(
    [...rows],
    [
      { position: 1n, by: 'pg' },
      { position: 2n, by: 'postgres.js' },
    ],
  );
  await assert.rejects(publish(made, undefined), /The payload of an event of things is not a JSON value/);
});

test('an event is not seen before one that was published first but is committed later', async () => {
  await using made = await makeBus();
  const opened = Promise.withResolvers<void>();
  const commit = Promise.withResolvers<void>();
  const slow = made.transaction(async (execute) => {
    await made.bus.publish(execute, { topic: 'things', key: 'key', payload: 'slow' });
    opened.resolve();
    await commit.promise;
  });
  await opened.promise;
  const fast = publish(made, 'fast');
  const stopping = new AbortController();
  const seen: unknown[] = [];
  const consuming = consume(made, async ({ payload }) => void seen.push(payload), stopping.signal);
  // The fast one waits for the slow one's lock on the counter.
  await eventually(async () => {
    const [row] = await made.database
      .sql`select from pg_locks where not granted and locktype = 'transactionid'`;
    return row;
  });
  assert.deepEqual(seen, []);
  commit.resolve();
  await Promise.all([slow, fast]);
  await eventually(() => (seen.length === 2 ? true : undefined));
  stopping.abort();
  await consuming;
  assert.deepEqual(seen, ['slow', 'fast']);
});

test('events are read in bounded batches', async () => {
  await using made = await makeBus({ batchSize: 2 });
  await publish(made, 1, 2, 3, 4, 5);
  const stopping = new AbortController();
  const seen: unknown[] = [];
  const handle = async ({ payload }: { payload: unknown }) => {
    // Only the batch in hand is not affected.
    if (payload === 1) await made.database.sql`update outbox set payload = '"changed"' where position > 1`;
    seen.push(payload);
    if (seen.length === 5) stopping.abort();
  };
  await consume(made, handle, stopping.signal);
  assert.deepEqual(seen, [1, 2, 'changed', 'changed', 'changed']);
});

test('a process that is killed in the middle of an event leaves it to the next one', {
  timeout: 60_000,
}, async () => {
  await using made = await makeBus();
  const { sql, schema } = made.database;
  await sql`create table effect (what text)`;
  await publish(made, 'event');
  const program = fileURLToPath(new URL('./consume.testing.ts', import.meta.url));
  const child = spawn(process.execPath, [program, url, schema, 'things', 'group'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const stopping = new AbortController();
  const again = consume(
    made,
    async () => {
      assert.equal(child.signalCode, 'SIGKILL');
      stopping.abort();
    },
    stopping.signal,
  );
  child.kill('SIGKILL');
  await once(child, 'exit');
  await again;
  assert.deepEqual([...(await sql`select what from effect`)], [{ what: 'event' }]);
  assert.deepEqual(
    [...(await sql`select position, attempts from outbox_consumer`)],
    [{ position: 1n, attempts: 0 }],
  );
});

test('a lost connection aborts the handler and rejects, and so does a tail', {
  timeout: 60_000,
}, async () => {
  await using made = await makeBus();
  const { sql } = made.database;
  await publish(made, 'event');
  const never = new AbortController().signal;
  const cut = async () => {
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ~ 'outbox' and pid <> pg_backend_pid()`;
  };
  let noticed = false;
  const consuming = consume(
    made,
    async (_, signal) => {
      await cut();
      await aborted(signal);
      noticed = true;
    },
    never,
  );
  await assert.rejects(consuming, isTransient);
  assert.ok(noticed);
  const tailing = made.bus.tail({ topic: 'things', onWake: () => void cut(), signal: never });
  await assert.rejects(tailing, isTransient);
  assert.deepEqual([...(await sql`select position from outbox_consumer`)], [{ position: 0n }]);
});

test('a schema that is dropped, or created anew, under a consumer ends it', { timeout: 60_000 }, async () => {
  await using made = await makeBus();
  const { sql, schema } = made.database;
  const never = new AbortController().signal;
  const drop = () => sql`drop schema ${sql(schema)} cascade`;
  const tailing = assert.rejects(
    made.bus.tail({ topic: 'things', onWake: () => undefined, signal: never }),
    isMissingSchema,
  );
  await publish(made, 1, 2);
  const consuming = consume(made, async ({ payload }) => void (payload === 2 && (await drop())), never);
  await assert.rejects(consuming, isMissingSchema);
  await tailing;

  await migrate({ url, schema, folders: [POSTGRES_BUS_MIGRATIONS] });
  await publish(made, 1, 2);
  const afresh = async () => {
    await drop();
    await migrate({ url, schema, folders: [POSTGRES_BUS_MIGRATIONS] });
  };
  const misplaced = consume(made, async ({ payload }) => void (payload === 2 && (await afresh())), never);
  await assert.rejects(misplaced, /place of group group in .*things was changed/);
});

test('a notification wakes consumer and tail long before they would look', { timeout: 60_000 }, async () => {
  await using made = await makeBus({ pollMs: 3_600_000 });
  const stopping = new AbortController();
  const seen: unknown[] = [];
  let wakes = 0;
  const onWake = () => {
    wakes += 1;
  };
  const running = [
    consume(made, async ({ payload }) => void seen.push(payload), stopping.signal),
    made.bus.tail({ topic: 'things', onWake, signal: stopping.signal }),
  ];
  await publish(made, 'first');
  await eventually(() => (seen.length === 1 && wakes > 0 ? true : undefined));
  const before = wakes;
  await publish(made, 'second');
  await eventually(() => (seen.length === 2 && wakes > before ? true : undefined));
  stopping.abort();
  await Promise.all(running);
});

test('an event whose notification was lost is found by looking', async () => {
  await using made = await makeBus();
  const { sql } = made.database;
  const stopping = new AbortController();
  const seen: unknown[] = [];
  let wakes = 0;
  const onWake = () => {
    wakes += 1;
  };
  const running = [
    consume(made, async ({ payload }) => void seen.push(payload), stopping.signal),
    made.bus.tail({ topic: 'things', onWake, signal: stopping.signal }),
  ];
  await eventually(async () => ((await countLeaders(made)) === 1 && wakes === 1 ? true : undefined));
  await sql.begin(async (tx) => {
    await tx`insert into outbox_topic (name, head) values ('things', 1)`;
    await tx`insert into outbox (topic, position, key, payload) values ('things', 1, 'key', '"quiet"')`;
  });
  await eventually(() => (seen.length === 1 && wakes === 2 ? true : undefined));
  stopping.abort();
  await Promise.all(running);
  assert.deepEqual(seen, ['quiet']);
});

test('a consumer that backs off stops at once', { timeout: 60_000 }, async () => {
  await using made = await makeBus({ backoffMs: 3_600_000 });
  await publish(made, 'event');
  const stopping = new AbortController();
  const failing = async () => {
    throw new Error('broken');
  };
  const consuming = consume(made, failing, stopping.signal);
  await eventually(async () => (await made.database.sql`select from outbox_consumer where attempts = 1`)[0]);
  stopping.abort();
  await consuming;
});

test('a consumer that stops closes its connection', async () => {
  await using made = await makeBus();
  const stopping = new AbortController();
  const consuming = consume(made, async () => undefined, stopping.signal);
  await eventually(async () => ((await countLeaders(made)) === 1 ? true : undefined));
  stopping.abort();
  await consuming;
  await eventually(async () => ((await countLeaders(made)) === 0 ? true : undefined));
});

test('events go after a week, once every group has handled them', async () => {
  await using made = await makeBus({ pruneMs: 0 });
  const { sql } = made.database;
  await publish(made, 'old', 'old but not handled by all', 'new');
  await sql`update outbox set at = now() - interval '8 days' where position < 3`;
  await sql`insert into outbox_consumer (topic, consumer_group, position) values ('things', 'slow', 1)`;
  const stopping = new AbortController();
  const seen: unknown[] = [];
  const consuming = consume(made, async ({ payload }) => void seen.push(payload), stopping.signal);
  const left = () => sql<{ position: bigint }[]>`select position from outbox order by position`;
  await eventually(async () => ((await left()).length < 3 ? true : undefined));
  assert.deepEqual(
    (await left()).map(({ position }) => position),
    [2n, 3n],
  );
  await sql`update outbox_consumer set position = 2 where consumer_group = 'slow'`;
  await eventually(async () => ((await left()).length < 2 ? true : undefined));
  stopping.abort();
  await consuming;
  assert.deepEqual(
    (await left()).map(({ position }) => position),
    [3n],
  );
  assert.deepEqual(seen, ['old', 'old but not handled by all', 'new']);
});

test('a topic says how long its events are kept', async () => {
  await using made = await makeBus({ pruneMs: 0 });
  const { sql } = made.database;
  await publish(made, 'old', 'new');
  await sql`update outbox set at = now() - interval '2 hours' where position = 1`;
  await sql`update outbox_topic set keep_for = '1 hour'`;
  const stopping = new AbortController();
  const consuming = consume(made, async () => undefined, stopping.signal);
  await eventually(async () => {
    const left = await sql<{ position: bigint }[]>`select position from outbox`;
    return left.length === 1 && left[0]?.position === 2n ? true : undefined;
  });
  stopping.abort();
  await consuming;
});
