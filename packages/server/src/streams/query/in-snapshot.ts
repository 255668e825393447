import type { Sql } from '../../platform/postgres/database.ts';
import { isMissingSchema, isTransient } from '../../platform/postgres/transient-error.ts';
import { unavailable } from '../../rpc/errors.ts';
import type { StreamName } from '../definitions.ts';
import type { StreamSql } from './series-store.ts';

/** What reads of one stream need: its name and its pool. */
export interface StreamSource {
  readonly stream: StreamName;
  readonly sql: Sql;
}

/**
 * Runs reads of one stream in a read-only transaction that sees one state of it, so that a cursor read in it belongs
 * to the data read in it. A stream whose database or schema is down is `unavailable` by name: the others go on.
 */
export async function inSnapshot<T>(source: StreamSource, work: (sql: StreamSql) => Promise<T>): Promise<T> {
  try {
    // The driver's type unwraps arrays of promises; the result here is whatever `work` resolves to.
    let result: { value: T } | undefined;
    await source.sql.begin('isolation level repeatable read read only', async (sql) => {
      result = { value: await work(sql) };
    });
    if (!result) throw new Error('the transaction ended without a result');
    return result.value;
  } catch (error) {
    if (!isTransient(error) && !isMissingSchema(error)) throw error;
    throw unavailable({
      reason: 'STREAM_UNAVAILABLE',
      message: `the ${source.stream} stream is not available at the moment; the other streams are not affected`,
      metadata: { stream: source.stream },
      cause: error,
    });
  }
}
