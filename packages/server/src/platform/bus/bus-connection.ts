import type pg from 'pg';
import { type Database, quoteIdentifier } from '../postgres/database.ts';
import { WakeUp } from './wake-up.ts';

/** A hung network must not keep a closing process. */
const CLOSE_LIMIT_MS = 1_000;
/** Long enough for the slowest query of a bus; a host that is gone without a word would be waited for for a quarter of an hour. */
const QUERY_LIMIT_MS = 60_000;

/**
 * A connection of its own, whose loss is seen at once, and that is woken by what is published to one topic, or to any. One that
 * does not answer a query in time is cut, and counts as lost.
 */
export class BusConnection implements AsyncDisposable {
  readonly wakeUp = new WakeUp();
  /** Aborts, with the reason, when the connection is lost. */
  readonly lost: AbortSignal;
  readonly #client: pg.Client;
  #reason: Error | undefined;

  private constructor(client: pg.Client, topic: string | undefined) {
    const lost = new AbortController();
    this.lost = lost.signal;
    this.#client = client;
    client.on('error', (error) => {
      this.#reason ??= error;
    });
    client.once('end', () => lost.abort(this.#reason ?? connectionLost()));
    client.on('notification', ({ payload }) => {
      if (topic === undefined || payload === topic) this.wakeUp.call();
    });
  }

  static async open(database: Database, topic?: string): Promise<BusConnection> {
    const client = await database.connect();
    const connection = new BusConnection(client, topic);
    try {
      await connection.query(`listen ${quoteIdentifier(channelOf(database.schema))}`, []);
    } catch (error) {
      await connection[Symbol.asyncDispose]();
      throw error;
    }
    return connection;
  }

  async query<Row extends pg.QueryResultRow>(sql: string, parameters: unknown[]): Promise<Row[]> {
    const timer = setTimeout(() => this.#cut(), QUERY_LIMIT_MS);
    try {
      return (await this.#client.query<Row>(sql, parameters)).rows;
    } finally {
      clearTimeout(timer);
    }
  }

  /** To end a connection on which a query runs destroys it, and the query rejects. */
  #cut(): void {
    const message = `The event bus had no answer from the database for ${QUERY_LIMIT_MS} ms.`;
    this.#reason ??= Object.assign(new Error(message), { code: 'ETIMEDOUT' });
    void this.#client.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { promise: over, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, CLOSE_LIMIT_MS);
    await Promise.race([this.#client.end(), over]);
    clearTimeout(timer);
  }
}

/** The notification channel of a schema: channels belong to the database. Its payloads are topics. */
export function channelOf(schema: string): string {
  return `bus ${schema}`.slice(0, 63);
}

function connectionLost(): Error {
  return Object.assign(new Error('The connection of the event bus was lost.'), { code: 'ECONNRESET' });
}
