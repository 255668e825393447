import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { hasCode } from '../has-code.ts';

type ProgramName = 'pg_dump' | 'pg_restore' | 'psql';

/** One of PostgreSQL's own programs, while it runs. */
export interface PostgresProgram {
  readonly input: Writable;
  readonly output: Readable;
  /** Resolves when it has done its work; rejects with what it says, if it fails or is not there. */
  readonly done: Promise<void>;
  /** Ends it. */
  stop(): void;
}

/**
 * Starts one of PostgreSQL's own programs, from the folder of `PG_BIN` or from PATH. Address and password go by its
 * environment: what stands on a command line everybody on the machine can read. Read its output, or it waits.
 */
export function startPostgresProgram(
  name: ProgramName,
  args: readonly string[],
  url?: string,
): PostgresProgram {
  const folder = process.env['PG_BIN'];
  const child = spawn(folder ? join(folder, name) : name, args, {
    env: { ...process.env, ...(url !== undefined && connectionEnvironment(url)) },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // It may end before it has read everything: then its exit says why.
  child.stdin.on('error', () => undefined);
  const complaint = text(child.stderr);
  const done = (async () => {
    const [code] = await once(child, 'close').catch((error: unknown) => {
      if (!hasCode(error, 'ENOENT')) throw error;
      throw new Error(
        `${name} is not there: install PostgreSQL's client programs, or say by PG_BIN where they are`,
      );
    });
    if (code !== 0) throw new Error(`${name} failed: ${(await complaint).trim() || `it ended with ${code}`}`);
  })();
  // Whoever waits for it later hears of it then.
  done.catch(() => undefined);
  return { input: child.stdin, output: child.stdout, done, stop: () => void child.kill() };
}

/** The variables of libpq (https://www.postgresql.org/docs/current/libpq-envars.html) for an address. */
export function connectionEnvironment(address: string): Record<string, string> {
  const url = new URL(address);
  const parameters = {
    PGSSLMODE: url.searchParams.get('sslmode'),
    PGSSLROOTCERT: url.searchParams.get('sslrootcert'),
  };
  const given = {
    PGHOST: url.searchParams.get('host') ?? decodeURIComponent(url.hostname).replace(/^\[|\]$/g, ''),
    PGPORT: url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
    ...parameters,
  };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value ? [[name, value] as const] : [])),
  );
}
