import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { CLUSTER_NAME } from './cluster-paths.ts';
import { ensureDataFolder, readPassword } from './data-folder.ts';
import { withHomeLock } from './home-lock.ts';
import { ensureRunning, type Postmaster, stopRunning } from './postmaster.ts';

/** What the open connection of a user of the cluster is called in `pg_stat_activity`. */
const LEASE_NAME = 'wattlet-lease';
const RETRY_MS = 1_000;

/**
 * A share in the running server of a home: an open connection, which the system closes for a process that is
 * killed. A server without leases may be stopped.
 */
export class ClusterLease {
  readonly url: string;
  readonly #postmaster: Postmaster;
  readonly #closing = new AbortController();
  #client: pg.Client;
  #regaining: Promise<void> = Promise.resolve();

  private constructor(postmaster: Postmaster, client: pg.Client, url: string) {
    this.#postmaster = postmaster;
    this.#client = client;
    this.url = url;
    this.#watch();
  }

  static async take(postmaster: Postmaster, options: ConnectOptions = {}): Promise<ClusterLease> {
    const { client, url } = await connectToServer(postmaster, options);
    return new ClusterLease(postmaster, client, url);
  }

  /** Gives up the share, and stops the server if it was the last one. */
  async release(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    await this.#regaining;
    await withHomeLock(this.#postmaster.paths, this.#postmaster, async () => {
      const others = await this.#countOthers();
      await this.#client.end();
      if (others === 0) await stopRunning(this.#postmaster);
    });
  }

  async #countOthers(): Promise<number | undefined> {
    try {
      const { rows } = await this.#client.query<{ others: number }>(
        'select count(*)::integer as others from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
        [LEASE_NAME],
      );
      return rows[0]?.others;
    } catch (error) {
      this.#postmaster.log.warn(
        { err: error },
        'could not ask the database who uses it: it is left as it is',
      );
      return undefined;
    }
  }

  #watch(): void {
    this.#client.once('end', () => {
      if (!this.#closing.signal.aborted) this.#regaining = this.#regain();
    });
  }

  /** The server, or its connections, went away under us. */
  async #regain(): Promise<void> {
    const { log } = this.#postmaster;
    const { signal } = this.#closing;
    log.error('lost the connection to the embedded database');
    const preferredPort = Number(new URL(this.url).port);
    while (!signal.aborted) {
      try {
        const { client, url } = await connectToServer(this.#postmaster, { preferredPort, signal });
        this.#client = client;
        this.#watch();
        if (url !== this.url)
          log.error('the embedded database had to move to another port: restart this process');
        return;
      } catch (error) {
        if (signal.aborted) return;
        log.error({ err: error }, 'the embedded database does not come back: trying again');
      }
      await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

interface ConnectOptions {
  /** Of a server that has to be started. */
  readonly preferredPort?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Starts or adopts the server, and connects. */
async function connectToServer(
  postmaster: Postmaster,
  { preferredPort, signal }: ConnectOptions,
): Promise<{ client: pg.Client; url: string }> {
  const { paths, binaries, log } = postmaster;
  return withHomeLock(paths, { signal, log }, async (locked) => {
    await ensureDataFolder(paths, binaries, locked);
    const port = await ensureRunning(postmaster, { preferredPort, signal: locked });
    const account = { host: '127.0.0.1', port, user: CLUSTER_NAME, password: await readPassword(paths) };
    const client = new pg.Client({ ...account, database: 'postgres', application_name: LEASE_NAME });
    // 'end' follows; without a listener the process would.
    client.on('error', (error) => log.debug({ err: error }, 'lease connection failed'));
    await client.connect();
    try {
      await ensureDatabase(client, paths.data);
    } catch (error) {
      await client.end();
      throw error;
    }
    const url = `postgres://${account.user}:${account.password}@${account.host}:${port}/${CLUSTER_NAME}`;
    return { client, url };
  });
}

async function ensureDatabase(client: pg.Client, dataFolder: string): Promise<void> {
  const { rows } = await client.query<{ folder: string; exists: boolean }>(
    `select current_setting('data_directory') as folder, exists (select from pg_database where datname = $1) as exists`,
    [CLUSTER_NAME],
  );
  if (rows[0]?.folder !== dataFolder) {
    throw new Error(`The server that ${dataFolder} names keeps its data in ${rows[0]?.folder}.`);
  }
  if (!rows[0].exists) await client.query(`create database ${CLUSTER_NAME}`);
}
