import type { Database } from '../../postgres/database.ts';

/** Which outbox the schema has now: another one after it was created anew. */
export async function readOutboxIdentity({ sql }: Database): Promise<string> {
  const [row] = await sql<{ id: string }[]>`select id from outbox_identity`;
  if (row === undefined) throw new Error('the outbox has no identity: its schema is not whole');
  return row.id;
}

export async function isThisOutbox(database: Database, id: string): Promise<boolean> {
  return (await readOutboxIdentity(database)) === id;
}

/** The last event that the group handled when PostgreSQL carried the events; 0 where it did not. */
export async function readGroupPosition({ sql }: Database, topic: string, group: string): Promise<bigint> {
  const [row] = await sql<{ position: bigint }[]>`
    select position from outbox_consumer where topic = ${topic} and consumer_group = ${group}`;
  return row?.position ?? 0n;
}
