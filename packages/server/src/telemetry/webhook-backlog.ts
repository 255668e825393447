import type { Database } from '../platform/postgres/database.ts';

/** What sites are still to be told. */
export interface WebhookBacklog {
  readonly waiting: number;
  /** Given up. */
  readonly parked: number;
  /** For how long the oldest one waits, in seconds; 0 where none does. */
  readonly seconds: number;
}

/** Reads it, whichever process delivers. */
export async function readWebhookBacklog({ sql }: Pick<Database, 'sql'>): Promise<WebhookBacklog> {
  const [row] = await sql<WebhookBacklog[]>`
    select count(*) filter (where parked_at is null)::float8 as waiting,
      count(parked_at)::float8 as parked,
      coalesce(extract(epoch from now() - min(created_at) filter (where parked_at is null)), 0)::float8 as seconds
    from webhook_delivery`;
  return row ?? { waiting: 0, parked: 0, seconds: 0 };
}
