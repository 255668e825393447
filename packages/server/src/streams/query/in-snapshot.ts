import type { Sql } from '../../platform/postgres/database.ts';
import type { StreamName } from '../definitions.ts';
import { inStream } from './in-stream.ts';
import type { StreamSql } from './series-store.ts';
import type { StreamReplica } from './stream-replica.ts';

/** What reads of one stream need: its name and its pool. */
export interface StreamSource {
  readonly stream: StreamName;
  readonly sql: Sql;
  /** Is read from where it can be. */
  readonly replica?: Pick<StreamReplica, 'choose'> | undefined;
}

/**
 * Runs reads of one stream in a read-only transaction that sees one state of it, so that a cursor read in it belongs
 * to the data read in it. A stream that is down is `unavailable`, as `inStream` says.
 */
export function inSnapshot<T>(source: StreamSource, work: (sql: StreamSql) => Promise<T>): Promise<T> {
  return inStream(source.stream, async () => {
    // The driver's type unwraps arrays of promises; the result here is whatever `work` resolves to.
    let result: { value: T } | undefined;
    const from = (await source.replica?.choose()) ?? source.sql;
    await from.begin('isolation level repeatable read read only', async (sql) => {
      result = { value: await work(sql) };
    });
    if (!result) throw new Error('the transaction ended without a result');
    return result.value;
  });
}
