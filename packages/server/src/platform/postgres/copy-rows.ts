import { setImmediate as nextTurn } from 'node:timers/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { quoteIdentifier } from './database.ts';

/** Signature, no flags, no header extension: https://www.postgresql.org/docs/current/sql-copy.html. */
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);
const TURN_BYTES = 128 * 1024;

export interface CopyTarget {
  readonly table: string;
  readonly columns: readonly string[];
}

/**
 * Writes rows by COPY … BINARY in the caller's open transaction and resolves to their number. One buffer is on
 * its way at a time.
 *
 * @param rows buffers of whole rows as `BinaryTuples` makes them, any number of rows in each.
 * @throws the server's error, or the rows' own, or that the connection was cut. Unless that, the connection can be
 *   used again after `rollback`.
 */
export async function copyRows(
  client: pg.Client,
  { table, columns }: CopyTarget,
  rows: Iterable<Buffer> | AsyncIterable<Buffer>,
): Promise<number> {
  const list = columns.map(quoteIdentifier).join(', ');
  const stream = client.query(
    copyFrom(`copy ${quoteIdentifier(table)} (${list}) from stdin with (format binary)`),
  );
  let ended = false;
  const outcome = new Promise<void>((resolve, reject) => {
    stream.once('finish', resolve);
    // Not once: a cut connection is reported again when the stream is destroyed.
    stream.on('error', reject);
  }).finally(() => {
    ended = true;
  });
  // Seen by whoever awaits it; the rows may still be computing when it fails.
  outcome.catch(() => undefined);
  const write = (bytes: Buffer) =>
    Promise.race([new Promise<void>((resolve) => stream.write(bytes, () => resolve())), outcome]);

  try {
    await write(HEADER);
    let sinceTurn = 0;
    for await (const bytes of rows) {
      if (ended) break;
      await write(bytes);
      sinceTurn += bytes.length;
      // A socket that takes everything at once gives nobody else a turn, not even the server's error.
      if (sinceTurn >= TURN_BYTES) {
        await nextTurn();
        sinceTurn = 0;
      }
    }
  } catch (error) {
    // The stream sends nothing more to a server that failed already: it has let go of the connection.
    if (!ended) {
      stream.destroy(error instanceof Error ? error : new Error(String(error)));
      await outcome.catch(() => undefined);
    }
    throw error;
  }
  if (!ended) stream.end(TRAILER);
  await outcome;
  return stream.rowCount;
}
