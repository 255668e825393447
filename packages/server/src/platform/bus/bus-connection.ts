import type pg from 'pg';
import { type Database, quoteIdentifier } from '../postgres/database.ts';
import { WakeUp } from './wake-up.ts';

/** A hung network must not keep a closing process. */
const CLOSE_LIMIT_MS = 1_000;

/** A connection of its own, whose loss is seen at once, and that is woken by what is published to one topic, or to any. */
export class BusConnection implements AsyncDisposable {
  readonly wakeUp = new WakeUp();
  /** Aborts, with the reason, when the connection is lost. */
  readonly lost: AbortSignal;
  readonly #client: pg.Client;

  private constructor(client: pg.Client, topic: string | undefined) {
    const lost = new AbortController();
    this.lost = lost.signal;
    this.#client = client;
    let reason: Error | undefined;
    client.on('error', (error) => {
      reason = error;
    });
    client.once('end', () => lost.abort(reason ?? connectionLost()));
    client.on('notification', ({ payload }) => {
      if (topic === undefined || payload === topic) this.wakeUp.call();
    });
  }

  static async open(database: Database, topic?: string): Promise<BusConnection> {
    const client = await database.connect();
    const connection = new BusConnection(client, topic);
    try {
      await client.query(`listen ${quoteIdentifier(channelOf(database.schema))}`);
    } catch (error) {
      await connection[Symbol.asyncDispose]();
      throw error;
    }
    return connection;
  }

  async query<Row extends pg.QueryResultRow>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return (await this.#client.query<Row>(sql, parameters)).rows;
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
