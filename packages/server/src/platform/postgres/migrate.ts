import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { openDatabase, quoteIdentifier } from './database.ts';

const FILE_NAME = /^\d{3}-[a-z0-9-]+\.sql$/;

export interface MigrateOptions {
  readonly url: string;
  /** Created if missing; the files' unqualified names mean this schema. */
  readonly schema: string;
  /** Folders of files `NNN-what.sql`, run folder by folder, each in the order of its names. */
  readonly folders: readonly URL[];
  /** Gives up, also on a server that is silent: what the running file did is undone. */
  readonly signal?: AbortSignal | undefined;
}

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/**
 * Brings a schema up to date: runs each file once, in a transaction of its own, and notes it in the table
 * `migration`. Several processes may do it at the same time.
 *
 * @throws naming the file, if one is changed that was run already, if one fails, or if two have one name.
 */
export async function migrate({ url, schema, folders, signal }: MigrateOptions): Promise<void> {
  const migrations = (await Promise.all(folders.map(readMigrations))).flat();
  const twice = migrations.find(
    ({ name }, index) => migrations.findIndex((other) => other.name === name) !== index,
  );
  if (twice !== undefined) throw new Error(`Two migrations of schema ${schema} are called ${twice.name}.`);
  signal?.throwIfAborted();
  const database = openDatabase({ url, schema });
  const giveUp = () => void database.close();
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    await runAll(await database.connect(), migrations, schema);
  } finally {
    signal?.removeEventListener('abort', giveUp);
    await database.close();
  }
}

async function runAll(client: pg.Client, migrations: readonly Migration[], schema: string): Promise<void> {
  try {
    await client.query('select pg_advisory_lock($1, hashtext($2))', [LOCK_CLASS, schema]);
    await client.query(`create schema if not exists ${quoteIdentifier(schema)}`);
    await client.query(
      'create table if not exists migration (name text primary key, sha256 text not null, at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string; sha256: string }>(
      'select name, sha256 from migration',
    );
    const done = new Map(rows.map((row) => [row.name, row.sha256]));
    for (const migration of migrations) {
      const sha256 = done.get(migration.name);
      if (sha256 === undefined) await run(client, migration, schema);
      else if (sha256 !== migration.sha256) {
        throw new Error(
          `Migration ${migration.name} was changed after schema ${schema} ran it: add a new file instead.`,
        );
      }
    }
  } finally {
    await client.end();
  }
}

/** Keeps this lock apart from other advisory locks: "migr" in ASCII. */
const LOCK_CLASS = 0x6d696772;

async function run(client: pg.Client, { name, sql, sha256 }: Migration, schema: string): Promise<void> {
  try {
    await client.query('begin');
    await client.query(sql);
    await client.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256]);
    await client.query('commit');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Migration ${name} of schema ${schema} failed: ${reason}`, { cause });
  }
}

async function readMigrations(folder: URL): Promise<Migration[]> {
  const base = new URL(folder.href.endsWith('/') ? folder : `${folder.href}/`);
  const names = (await readdir(base)).filter((name) => name.endsWith('.sql')).sort();
  const wrong = names.find((name) => !FILE_NAME.test(name));
  if (wrong !== undefined)
    throw new Error(`${fileURLToPath(new URL(wrong, base))} is not named NNN-what.sql.`);
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, base), 'utf8');
      // A checkout on Windows may have other line ends.
      const sha256 = createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
      return { name, sql, sha256 };
    }),
  );
}
