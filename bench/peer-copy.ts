import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Contender } from './rounds.ts';

/** Types of the columns that are not text. */
const TYPES: Readonly<Record<string, string>> = {
  DateTime: 'timestamp',
  UpdateTime: 'timestamp',
  TotalLoadValue: 'double precision',
  ActualGenerationOutput: 'double precision',
  ActualConsumption: 'double precision',
  FlowValue: 'double precision',
};

/** The peer of imports, with what it is. */
export interface PeerCopy extends Contender {
  readonly label: string;
}

/**
 * What somebody without Wattlet would do at least: copy a raw file into an unlogged table without index and with
 * typed columns, by psql's \copy, or by the same COPY of pg-copy-streams where psql is not installed.
 */
export async function peerCopy(url: string, path: string): Promise<PeerCopy> {
  const columns = (await readHeader(path)).map((name) => `"${name}" ${TYPES[name] ?? 'text'}`);
  await query(url, `create unlogged table if not exists public.raw (${columns.join(', ')})`);
  const copy = await fileCopy(
    url,
    path,
    'public.raw',
    "with (format csv, header, delimiter E'\\t', null '')",
  );
  return {
    ...copy,
    label: `${copy.label} into an unlogged table`,
    prepare: () => query(url, 'truncate public.raw'),
  };
}

/**
 * Copies a file into a table by psql's \copy, or by the same COPY of pg-copy-streams where psql is not installed.
 *
 * @param into the table, with its columns where they are not all
 * @param options of COPY
 */
export async function fileCopy(url: string, path: string, into: string, options: string): Promise<PeerCopy> {
  const hasPsql = await runPsql(['--version']).then(
    () => true,
    () => false,
  );
  return {
    label: hasPsql ? 'psql \\copy' : 'COPY by pg-copy-streams',
    run: () =>
      hasPsql
        ? runPsql([url, '-qXc', `\\copy ${into} from '${path.replaceAll("'", "''")}' ${options}`])
        : copyByLibrary(url, path, `copy ${into} from stdin ${options}`),
  };
}

async function readHeader(path: string): Promise<string[]> {
  await using file = await open(path);
  for await (const line of file.readLines()) return line.split('\t');
  throw new Error(`${path} is empty`);
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function runPsql(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const psql = spawn('psql', args, { stdio: ['ignore', 'ignore', 'inherit'] });
    psql.once('error', reject);
    psql.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`psql ended with ${code}`))));
  });
}

async function copyByLibrary(url: string, path: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), client.query(copyFrom(sql)));
  } finally {
    await client.end();
  }
}
