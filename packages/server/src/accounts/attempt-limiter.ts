import { createHash } from 'node:crypto';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { AnySql } from '../platform/postgres/database.ts';
import { tooMany } from '../rpc/errors.ts';

/** How often something may be tried. */
export interface AttemptLimit {
  /** Names the counter; part of the stored key. */
  readonly name: string;
  /** Attempts in a window, which begins with the first of them. */
  readonly attempts: number;
  readonly windowSeconds: number;
}

/** Counts attempts by what they are at, in the table `attempt`, for all nodes of a platform together. */
export class AttemptLimiter {
  readonly #limiter: RateLimiterPostgres;

  constructor(sql: AnySql, { name, attempts, windowSeconds }: AttemptLimit) {
    this.#limiter = new RateLimiterPostgres({
      storeClient: queryClient(sql),
      storeType: 'client',
      tableName: 'attempt',
      tableCreated: true,
      keyPrefix: name,
      points: attempts,
      duration: windowSeconds,
    });
  }

  /**
   * Counts an attempt before it is made.
   *
   * @throws `resource_exhausted` with the time to wait, if there were too many.
   */
  async count(subject: string): Promise<void> {
    try {
      await this.#limiter.consume(keyOf(subject));
    } catch (rejected) {
      if (!(rejected instanceof RateLimiterRes)) throw rejected;
      const seconds = Math.ceil(rejected.msBeforeNext / 1000);
      throw tooMany({
        reason: 'TOO_MANY_ATTEMPTS',
        message: `too many attempts: try again in ${seconds > 90 ? `${Math.ceil(seconds / 60)} minutes` : `${seconds} seconds`}`,
        retryAfterMs: rejected.msBeforeNext,
      });
    }
  }

  /** Takes an attempt back that turned out to be right. */
  async uncount(subject: string): Promise<void> {
    await this.#limiter.reward(keyOf(subject));
  }

  /** Forgets all attempts at something. */
  async forget(subject: string): Promise<void> {
    await this.#limiter.delete(keyOf(subject));
  }
}

/** Addresses of people are not left lying in a table of counters. */
const keyOf = (subject: string): string => createHash('sha256').update(subject).digest('base64url');

interface LimiterQuery {
  readonly text: string;
  readonly values?: readonly (string | number | null)[];
}

/** What the limiter expects of a client: `pg`'s answers, where `bigint` is a number. */
function queryClient(sql: AnySql) {
  return {
    async query({ text, values = [] }: LimiterQuery) {
      const rows = await sql.unsafe<{ points: number; expire: bigint | null }[]>(text, [...values]);
      return {
        rows: rows.map(({ points, expire }) => ({ points, expire: expire === null ? null : Number(expire) })),
        rowCount: rows.count,
      };
    },
  };
}
