import type pg from 'pg';
import type { Database } from './database.ts';

/** How long a connection is kept that nobody needs. */
const IDLE_MS = 60_000;

/**
 * A few connections by `pg`, for work that needs what postgres.js cannot do, such as binary parameters. Made when they
 * are needed, closed when they lie idle for a minute; closing the database cuts them.
 */
export class SessionPool {
  readonly #database: Database;
  readonly #most: number;
  readonly #idle: { client: pg.Client; timer: NodeJS.Timeout }[] = [];
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  /** @param most connections at once; more work than that waits its turn. */
  constructor(database: Database, most: number) {
    this.#database = database;
    this.#most = most;
  }

  /**
   * Runs work in a transaction on one of the connections: committed if it resolves, undone if it rejects.
   *
   * @param opening statements without parameters that begin it, in the same round trip; work gets the rows of the last.
   */
  async transaction<Result>(
    work: (client: pg.Client, opened: readonly pg.QueryResultRow[]) => Promise<Result>,
    opening = '',
  ): Promise<Result> {
    if (this.#busy >= this.#most) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#busy += 1;
    try {
      return await this.#run(work, opening);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#busy -= 1;
      else next();
    }
  }

  async #run<Result>(
    work: (client: pg.Client, opened: readonly pg.QueryResultRow[]) => Promise<Result>,
    opening: string,
  ): Promise<Result> {
    const client = this.#takeIdle() ?? (await this.#connect());
    try {
      const opened = [await client.query(`begin; ${opening}`)].flat();
      const result = await work(client, opened.at(-1)?.rows ?? []);
      await client.query('commit');
      this.#keep(client);
      return result;
    } catch (error) {
      // A connection that cannot even do this is lost.
      await client.query('rollback').then(
        () => this.#keep(client),
        () => client.end(),
      );
      throw error;
    }
  }

  async #connect(): Promise<pg.Client> {
    const client = await this.#database.connect();
    client.once('end', () => this.#forget(client));
    return client;
  }

  #takeIdle(): pg.Client | undefined {
    const taken = this.#idle.pop();
    clearTimeout(taken?.timer);
    return taken?.client;
  }

  #keep(client: pg.Client): void {
    const timer = setTimeout(() => this.#forget(client), IDLE_MS).unref();
    this.#idle.push({ client, timer });
  }

  #forget(client: pg.Client): void {
    const index = this.#idle.findIndex((idle) => idle.client === client);
    if (index < 0) return;
    const [idle] = this.#idle.splice(index, 1);
    clearTimeout(idle?.timer);
    void client.end();
  }
}
