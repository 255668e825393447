import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { openPlatform, type Platform } from '../accounts/open-platform.ts';
import { createTestDatabase, type TestDatabase } from '../platform/postgres/test-database.ts';
import { eventually } from '../platform/testing/eventually.ts';
import { silentLog } from '../platform/testing/silent-log.ts';
import type { RoleStatus } from '../roles/supervisor.ts';
import { RoleHeartbeats } from './role-heartbeats.ts';

const SINCE = new Date('2026-03-01T05:00:00Z');
const up = (role: string): RoleStatus => ({ role, state: 'up', since: SINCE, reason: '' });

let database: TestDatabase;
let platform: Platform;
before(async () => {
  database = await createTestDatabase();
  platform = openPlatform({ url: database.url, log: silentLog });
  await platform.migrate();
});
beforeEach(() => platform.database.sql`delete from role_heartbeat`);
after(async () => {
  await platform.close();
  await database[Symbol.asyncDispose]();
});

/** A process that says how its roles are until it is stopped. */
function startProcess(host: string, roles: readonly RoleStatus[], sql = platform.database.sql) {
  const process = { id: randomUUID(), host, pid: 7 };
  const heartbeats = new RoleHeartbeats({ sql, roles: () => roles, log: silentLog, process });
  const stop = new AbortController();
  heartbeats.start(stop.signal);
  return {
    heartbeats,
    /** What it hears, once it is told of so many roles. */
    hears: (count: number) =>
      eventually(async () => {
        const heard = await heartbeats.all();
        return heard.length === count ? heard : undefined;
      }),
    async stop() {
      stop.abort();
      await heartbeats.ended();
    },
  };
}

/** Lets everything that was said so far have been said so long ago. */
const pass = (time: string) =>
  platform.database.sql`update role_heartbeat set heard_at = heard_at - ${time}::interval`;

test('whichever process is asked tells of the roles of all, and of none that was stopped', async () => {
  const api = startProcess('api-1', [up('live:load'), up('platform')]);
  const broken = { ...up('importer:load'), state: 'down', reason: 'the disk is full' } as const;
  const importer = startProcess('importer-1', [broken]);
  const heard = await api.hears(3);
  assert.deepEqual(heard, [
    { ...broken, process: 'importer-1/7', silentSince: null },
    { ...up('live:load'), process: 'api-1/7', silentSince: null },
    { ...up('platform'), process: 'api-1/7', silentSince: null },
  ]);
  assert.deepEqual(await importer.hears(3), heard);
  await importer.stop();
  assert.equal((await api.heartbeats.all()).length, 2);
  await api.stop();
});

test('a process that fell silent is told as down, with when it was last heard of, and not for ever', async () => {
  const importer = startProcess('importer-1', [up('importer:load')]);
  const api = startProcess('api-1', [up('platform')]);
  await api.hears(2);
  await pass('2 minutes');
  const [silent] = await api.heartbeats.all();
  assert.deepEqual(
    [silent?.role, silent?.state, silent?.process, silent?.since],
    ['importer:load', 'down', 'importer-1/7', SINCE],
  );
  const ago = Date.now() - (silent?.silentSince?.getTime() ?? 0);
  assert.ok(ago > 110_000 && ago < 300_000, String(ago));
  await pass('1 day');
  const other = startProcess('api-2', [up('platform')]);
  await eventually(async () => {
    const rows = await platform.database.sql`select from role_heartbeat where host = 'importer-1'`;
    return rows.length === 0 || undefined;
  });
  for (const process of [importer, api, other]) await process.stop();
});

test('a process that was killed is forgotten once its host runs the role again', async () => {
  const killed = startProcess('importer-1', [up('importer:load'), up('importer:flows')]);
  const api = startProcess('api-1', [up('platform')]);
  await api.hears(3);
  await pass('2 minutes');
  const again = startProcess('importer-1', [up('importer:load')]);
  const heard = await eventually(async () => {
    const found = await api.heartbeats.all();
    const isBack = found.some(({ role, state }) => role === 'importer:load' && state === 'up');
    return isBack && found.length === 3 ? found : undefined;
  });
  assert.deepEqual(
    heard.map(({ role, silentSince }) => [role, silentSince === null]),
    [
      ['importer:flows', false],
      ['importer:load', true],
      ['platform', true],
    ],
  );
  for (const process of [killed, api, again]) await process.stop();
});

test('what the database takes late does not outlive its process', async () => {
  const { sql } = platform.database;
  const gate = Promise.withResolvers<void>();
  const late: Promise<unknown>[] = [];
  const slow = new Proxy(sql, {
    apply(target, self, args: unknown[]) {
      if (!String(args[0]).includes('insert into')) return Reflect.apply(target, self, args);
      const asked = gate.promise.then(() => Reflect.apply(target, self, args));
      late.push(asked);
      return asked;
    },
  });
  const process = { id: randomUUID(), host: 'importer-1', pid: 7 };
  const roles = () => [up('importer:load')];
  const heartbeats = new RoleHeartbeats({ sql: slow, roles, log: silentLog, process, beatMs: 5 });
  const stop = new AbortController();
  heartbeats.start(stop.signal);
  await eventually(() => late.length > 1 || undefined);
  stop.abort();
  await heartbeats.ended();
  gate.resolve();
  await Promise.all(late);
  await eventually(async () => (await sql`select from role_heartbeat`).count === 0 || undefined);
});

test('while the database is away a process tells of its own roles, and stops in time', async () => {
  const nowhere = openPlatform({ url: 'postgres://127.0.0.1:1/none', log: silentLog });
  const alone = startProcess('api-1', [up('platform')], nowhere.database.sql);
  assert.deepEqual(
    (await alone.heartbeats.all()).map(({ role }) => role),
    ['platform'],
  );
  await alone.stop();
  await nowhere.close();
});
