import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { sample } from '../../streams/testing/samples.ts';
import { openTestNode, type TestNode } from '../../streams/testing/test-node.ts';
import { listeningPort } from '../sources/listening-port.ts';
import { eventually } from '../testing/eventually.ts';
import { backUp, restore } from './backup.ts';
import { openDatabase } from './database.ts';
import { findServerAccount } from './embedded/server-account.ts';
import { connectionEnvironment } from './postgres-program.ts';

const run = promisify(execFile);
const FILE = '2022_01_01_20_ActualTotalLoad6.1.A.csv';

/** The newest PostgreSQL of the system that has its client programs beside it: those of another version refuse to work. */
function findPrograms(): string | undefined {
  const folders = globSync('/usr/lib/postgresql/*/bin/pg_dump').map(dirname).sort();
  return folders.findLast(
    (folder) => globSync(join(folder, '{postgres,initdb,psql,pg_restore}')).length === 4,
  );
}

/** A server of that PostgreSQL with databases of its own. */
async function startSystemPostgres(programs: string) {
  const folder = await mkdtemp(join(tmpdir(), 'wattlet-postgres-'));
  const data = join(folder, 'data');
  const account = await findServerAccount(data);
  if (account) await chown(folder, account.uid, account.gid);
  const options = { cwd: folder, ...account };
  await run(
    join(programs, 'initdb'),
    ['--no-sync', '--auth=trust', '--username=postgres', '-E', 'UTF8', '-D', data],
    options,
  );
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const port = listeningPort(probe);
  probe.close();
  const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-F'];
  const server = spawn(join(programs, 'postgres'), args, { ...options, stdio: 'ignore' });
  const ended = once(server, 'exit');
  const url = (name: string) => `postgres://postgres:secret@127.0.0.1:${port}/${name}`;
  await eventually(async () => {
    const database = openDatabase({ url: url('postgres'), schema: 'public', max: 1 });
    try {
      return await database.sql`select 1`;
    } finally {
      await database.close();
    }
  });
  return {
    url,
    async create(name: string) {
      const database = openDatabase({ url: url('postgres'), schema: 'public', max: 1 });
      await database.sql`create database ${database.sql(name)}`;
      await database.close();
      return url(name);
    },
    async [Symbol.asyncDispose]() {
      server.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

const placesOf = (url: string, platform = url) =>
  ['platform', 'load', 'generation', 'flows'].map((schema) => ({
    schema,
    url: schema === 'platform' ? platform : url,
  }));

async function migrateAll({ node }: TestNode): Promise<void> {
  await node.platform.migrate();
  for (const stream of [node.streams.load, node.streams.generation, node.streams.flows])
    await stream.migrate();
}

const sitesOf = ({ node }: TestNode) => node.platform.database.sql`select * from site order by 1`;

async function outboxOf({ node }: TestNode, schema: 'platform' | 'load') {
  const { database } = schema === 'load' ? node.streams.load : node.platform;
  const [state] = await database.sql<{ id: string; events: bigint; relayed: bigint }[]>`
    select id, (select count(*) from outbox) as events, (select count(*) from outbox_relay) as relayed
    from outbox_identity`;
  assert.ok(state);
  return state;
}

test('what was backed up is there again after a restore, also in databases that are split in another way', async (t) => {
  const programs = findPrograms();
  if (programs === undefined)
    return t.skip('needs PostgreSQL with its client programs in /usr/lib/postgresql');
  await using server = await startSystemPostgres(programs);
  const before = process.env['PG_BIN'];
  process.env['PG_BIN'] = programs;
  const folder = await mkdtemp(join(tmpdir(), 'wattlet-backup-'));
  t.after(async () => {
    if (before === undefined) delete process.env['PG_BIN'];
    else process.env['PG_BIN'] = before;
    await rm(folder, { recursive: true });
  });
  const url = await server.create('one');
  await using original = await openTestNode({ DATABASE_URL: url });
  await migrateAll(original);
  await original.importFile(FILE, sample(`load/${FILE}`));
  await original.node.streams.load.database.sql`insert into outbox_relay values ('file-ready', 1)`;
  const files = await backUp(placesOf(url), folder);
  assert.deepEqual(files, [
    { file: 'platform-load-generation-flows.dump', schemas: ['platform', 'load', 'generation', 'flows'] },
  ]);
  const state = await original.state('load');
  const sites = await sitesOf(original);
  await assert.rejects(backUp(placesOf(url), folder), /holds something/);

  const split = { streams: await server.create('streams'), platform: await server.create('people') };
  await restore(placesOf(split.streams, split.platform), folder);
  await using restored = await openTestNode({
    DATABASE_URL: split.streams,
    DATABASE_URL_PLATFORM: split.platform,
  });
  // The migrations that ran are known, so that the next ones go on from there.
  await migrateAll(restored);
  assert.deepEqual(await restored.state('load'), state);
  assert.deepEqual(await sitesOf(restored), sites);
  const epochs = await Promise.all(
    [original, restored].map(({ node }) => node.streams.load.database.sql`select epoch from stream_state`),
  );
  assert.notDeepEqual(epochs[0], epochs[1]);
  // Groups in Kafka may have seen higher positions: to them it is another outbox, all of which is still to be sent.
  for (const schema of ['platform', 'load'] as const) {
    const [old, now] = [await outboxOf(original, schema), await outboxOf(restored, schema)];
    assert.notEqual(now.id, old.id, schema);
    assert.deepEqual({ ...now, id: old.id }, { ...old, relayed: 0n }, schema);
  }

  // What came after the backup goes, and a restore that fails leaves what was there.
  const later = '2022_01_01_21_ActualTotalLoad6.1.A.csv';
  await restored.importFile(later, sample(`load/${later}`));
  await assert.rejects(restore([...placesOf(split.streams), { schema: 'prices', url }], folder), /prices/);
  assert.notDeepEqual(await restored.state('load'), state);
  await restore(placesOf(split.streams, split.platform), folder);
  assert.deepEqual(await restored.state('load'), state);
});

test('the address goes to the programs in parts, and nothing of it is left out', () => {
  assert.deepEqual(
    connectionEnvironment('postgres://us%40er:p%2Fw@[::1]:5433/the%20db?sslmode=verify-full'),
    {
      PGHOST: '::1',
      PGPORT: '5433',
      PGUSER: 'us@er',
      PGPASSWORD: 'p/w',
      PGDATABASE: 'the db',
      PGSSLMODE: 'verify-full',
    },
  );
});
