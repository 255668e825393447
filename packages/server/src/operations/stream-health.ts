import { inTime } from '../platform/in-time.ts';
import { isMissingSchema } from '../platform/postgres/transient-error.ts';
import type { StreamStorage } from '../streams/open-streams.ts';

/** Longest wait for a database to say that it works. */
const CHECK_MS = 2_000;

/** Whether a stream's storage answers, and how fresh it is. */
export interface StreamStatus {
  readonly stream: string;
  readonly up: boolean;
  /** Why it is down; empty otherwise. */
  readonly reason: string;
  /** Whether it is down because its tables are not there: dropped, or not made yet. */
  readonly isMissing?: boolean;
  readonly epoch?: string;
  readonly head?: bigint;
  /** When the last import was applied. */
  readonly importedAt?: Date;
  /** End of the last interval with a value. */
  readonly dataUntil?: Date;
}

interface StateRow {
  epoch: string;
  head: bigint;
  imported_at: Date | null;
  data_until: Date | null;
}

/** Asks the stream's database, for at most two seconds. Never rejects. */
export async function checkStream({ stream, database }: StreamStorage): Promise<StreamStatus> {
  const asked = database.sql<StateRow[]>`
    select epoch, head, (select at from revision where id = head) as imported_at,
      (select max(data_until) from series) as data_until
    from stream_state`;
  try {
    const [row] = await inTime(asked, CHECK_MS, `its database did not answer within ${CHECK_MS / 1000} s`);
    if (!row) throw new Error('its schema is empty');
    return {
      stream,
      up: true,
      reason: '',
      epoch: row.epoch,
      head: row.head,
      ...(row.imported_at && { importedAt: row.imported_at }),
      ...(row.data_until && { dataUntil: row.data_until }),
    };
  } catch (error) {
    return {
      stream,
      up: false,
      isMissing: isMissingSchema(error),
      reason: error instanceof Error ? error.message || error.name : String(error),
    };
  }
}
