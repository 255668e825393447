import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '../platform/postgres/test-database.ts';
import { silentLog } from '../platform/testing/silent-log.ts';
import { openPlatform, type Platform } from './open-platform.ts';

/** Tables that are not a site's. Every other one, also one that is new, must be ready to be distributed by site. */
const OF_NO_SITE = new Set([
  // People sign in by an address, a cookie or a token, before anybody knows of which site they are.
  ...['account', 'provider_identity', 'session', 'access_token'],
  // Attempts are counted by address, whatever the site.
  'attempt',
  // Processes are of no site.
  'role_heartbeat',
  // The bus and the migrations are of the schema as a whole.
  ...['outbox', 'outbox_topic', 'outbox_consumer', 'outbox_relay', 'parked_event', 'migration'],
]);

let database: TestDatabase;
let platform: Platform;
before(async () => {
  database = await createTestDatabase();
  platform = openPlatform({ url: database.url, log: silentLog });
  await platform.migrate();
});
after(async () => {
  await platform.close();
  await database[Symbol.asyncDispose]();
});

/** Primary keys, unique indexes and foreign keys of the schema, with their first column. */
const keys = () => platform.database.sql<{ table: string; key: string; first: string }[]>`
  with key (relation, name, columns) as (
    select indrelid, indexrelid::regclass::text, indkey::smallint[] from pg_index where indisunique
    union all
    select conrelid, conname, conkey from pg_constraint where contype = 'f'
  )
  select relname as table, name as key, coalesce(attname, 'an expression') as first
  from key
  join pg_class on pg_class.oid = relation and relnamespace = 'platform'::regnamespace
  left join pg_attribute on attrelid = relation
    and attnum = key.columns[array_lower(key.columns, 1)] and attnum > 0
  order by 1, 2`;

test('site_id comes first in every key of what is a site’s, so that tables can be distributed by it', async () => {
  const found = await keys();
  const ofSites = found.filter(({ table }) => !OF_NO_SITE.has(table));
  assert.deepEqual(
    ofSites.filter(({ first }) => first !== 'site_id'),
    [],
  );
  const tables = new Set(ofSites.map(({ table }) => table));
  for (const table of ['site', 'meter', 'reading', 'hour_total', 'rejected_reading', 'alert', 'conversation'])
    assert.ok(tables.has(table), `${table} has keys`);
});

test('the exceptions are tables that there are', async () => {
  const rows = await platform.database.sql<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'platform'::regnamespace and relkind = 'r'`;
  const names = new Set(rows.map(({ name }) => name));
  for (const name of OF_NO_SITE) assert.ok(names.has(name), name);
});
