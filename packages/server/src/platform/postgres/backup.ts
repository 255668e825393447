import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { quoteIdentifier } from './database.ts';
import { startPostgresProgram } from './postgres-program.ts';

/** A schema and the database that it is in. */
export interface SchemaPlace {
  readonly schema: string;
  readonly url: string;
}

/** One file of a backup. */
export interface BackupFile {
  /** `pg_dump`'s custom format, compressed. */
  readonly file: string;
  /** All of one database, as they were at one moment. */
  readonly schemas: readonly string[];
}

/** What stands beside the files, and says what they are. */
const CONTENTS = 'backup.json';

/**
 * Writes schemas to a folder: one file for each database, so that its schemas are of one moment.
 *
 * @throws if the folder holds something, or naming what `pg_dump` says.
 */
export async function backUp(places: readonly SchemaPlace[], folder: string): Promise<BackupFile[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) throw new Error(`${folder} holds something: name an empty folder`);
  const files: BackupFile[] = [];
  for (const [url, schemas] of byDatabase(places)) {
    const file = `${schemas.join('-')}.dump`;
    const only = schemas.flatMap((schema) => ['--schema', schema]);
    const args = ['--format=custom', `--file=${join(folder, file)}`, ...only];
    const dump = startPostgresProgram('pg_dump', args, url);
    dump.output.resume();
    await dump.done;
    files.push({ file, schemas });
  }
  await writeFile(join(folder, CONTENTS), `${JSON.stringify({ version: 1, files }, null, 2)}\n`);
  return files;
}

/**
 * Replaces schemas by those of a backup, each database as a whole or not at all. They may be spread over databases in another
 * way than they were.
 *
 * @throws if the folder holds no backup of these schemas, or naming what `pg_restore` says.
 */
export async function restore(places: readonly SchemaPlace[], folder: string): Promise<BackupFile[]> {
  const files = await readContents(folder);
  for (const { schema } of places) {
    if (!files.some(({ schemas }) => schemas.includes(schema)))
      throw new Error(`${folder} has nothing of the schema ${schema}`);
  }
  for (const { file, schemas } of files) {
    for (const [url, wanted] of byDatabase(places.filter(({ schema }) => schemas.includes(schema)))) {
      await replace(url, wanted, join(folder, file));
    }
  }
  return files;
}

/** In one transaction, whatever its size: what `pg_restore` writes goes on to `psql` as it comes. */
async function replace(url: string, schemas: readonly string[], path: string): Promise<void> {
  const only = schemas.flatMap((schema) => ['--schema', schema]);
  const script = startPostgresProgram('pg_restore', ['--file=-', '--no-owner', ...only, path]);
  const args = ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', '--file=-'];
  const session = startPostgresProgram('psql', args, url);
  session.output.resume();
  try {
    session.input.write(`begin;\n${schemas.map(makeAnew).join('\n')}\n`);
    await pipeline(script.output, session.input, { end: false });
    await script.done;
    session.input.end(`${schemas.map(startEpoch).join('\n')}\ncommit;\n`);
  } catch (error) {
    // Without the commit nothing has happened. Its own complaint says more than that its input broke.
    script.stop();
    session.input.end();
    await session.done;
    throw error;
  }
  await session.done;
}

const makeAnew = (schema: string): string =>
  `drop schema if exists ${quoteIdentifier(schema)} cascade; create schema ${quoteIdentifier(schema)};`;

/**
 * Cursors of clients and keys of caches may be ahead of the backup: in a new epoch they are of no use. Likewise groups in
 * Kafka may be ahead of the outbox: as another outbox it counts anew for them, and what it keeps is sent again.
 */
function startEpoch(schema: string): string {
  const [stream, identity, relay] = ['stream_state', 'outbox_identity', 'outbox_relay'].map(
    (table) => `${quoteIdentifier(schema)}.${table}`,
  );
  return `do $$ begin
    if to_regclass('${stream}') is not null then update ${stream} set epoch = gen_random_uuid(); end if;
    if to_regclass('${identity}') is not null then
      update ${identity} set id = gen_random_uuid();
      delete from ${relay};
    end if;
  end $$;`;
}

async function readContents(folder: string): Promise<BackupFile[]> {
  const text = await readFile(join(folder, CONTENTS), 'utf8').catch(() => {
    throw new Error(`${folder} is no backup: it has no ${CONTENTS}`);
  });
  const contents: { version?: unknown; files?: BackupFile[] } = JSON.parse(text);
  if (contents.version !== 1 || !Array.isArray(contents.files))
    throw new Error(`${folder} is a backup of another version of Wattlet`);
  return contents.files;
}

function byDatabase(places: readonly SchemaPlace[]): Map<string, string[]> {
  const schemas = new Map<string, string[]>();
  for (const { url, schema } of places) schemas.set(url, [...(schemas.get(url) ?? []), schema]);
  return schemas;
}
