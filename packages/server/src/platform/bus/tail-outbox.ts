import type { Database } from '../postgres/database.ts';
import { BusConnection } from './bus-connection.ts';
import type { TailOptions } from './event-bus.ts';

/** Calls `onWake` when it listens, then whenever the topic has grown, until the signal aborts. */
export async function tailOutbox({
  database,
  pollMs,
  topic,
  onWake,
  signal,
}: TailOptions & { database: Database; pollMs: number }): Promise<void> {
  await using connection = await BusConnection.open(database, topic);
  const either = AbortSignal.any([signal, connection.lost]);
  let seen: bigint | undefined;
  let called = false;
  while (!signal.aborted) {
    connection.lost.throwIfAborted();
    const head = await headOf(connection, topic);
    if ((called || head !== seen) && !signal.aborted) onWake();
    seen = head;
    called = (await connection.wakeUp.wait(pollMs, either)) === 'called';
  }
}

/** Position of the newest event: a notification may be lost, and the poll finds this changed. */
async function headOf(connection: BusConnection, topic: string): Promise<bigint> {
  const [row] = await connection.query<{ head: bigint }>('select head from outbox_topic where name = $1', [
    topic,
  ]);
  return row?.head ?? 0n;
}
