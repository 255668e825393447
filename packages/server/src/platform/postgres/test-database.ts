import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { silentLog } from '../testing/silent-log.ts';
import { quoteIdentifier } from './database.ts';
import { openEmbeddedCluster } from './embedded-cluster.ts';

/** Shared by all test processes of this checkout. */
const TEST_HOME = fileURLToPath(new URL('../../../../../.cache/test-home', import.meta.url));
const PREFIX = 'wattlet_test_';

export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
}

/**
 * Creates an empty database for tests, on the server of `WATTLET_TEST_DATABASE_URL` (whose user must be allowed to
 * create databases), else on an embedded one. Disposing drops it, with whatever is still connected.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const given = process.env['WATTLET_TEST_DATABASE_URL'];
  const server =
    given === undefined || given === ''
      ? await openEmbeddedCluster({ home: TEST_HOME, log: silentLog })
      : { url: given, close: () => Promise.resolve() };
  const name = `${PREFIX}${Date.now().toString(36)}_${Math.random().toString(36).slice(2, 10)}`;
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  try {
    await administrate(server.url, async (client) => {
      await dropAbandoned(client);
      await client.query(`create database ${quoteIdentifier(name)}`);
    });
  } catch (error) {
    await server.close();
    throw error;
  }
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      try {
        await administrate(server.url, (client) => drop(client, name));
      } finally {
        await server.close();
      }
    },
  };
}

async function administrate(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** Test processes that were killed leave their databases behind; nobody needs one for an hour. */
async function dropAbandoned(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select datname as name from pg_database d where starts_with(datname, $1)
       and not exists (select from pg_stat_activity a where a.datname = d.datname)`,
    [PREFIX],
  );
  for (const { name } of rows) {
    const createdAt = Number.parseInt(name.slice(PREFIX.length), 36);
    if (createdAt < Date.now() - 3_600_000) await drop(client, name);
  }
}

const drop = (client: pg.Client, name: string) =>
  client.query(`drop database if exists ${quoteIdentifier(name)} with (force)`);
