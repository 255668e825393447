import { createHash } from 'node:crypto';
import type pg from 'pg';
import { PLATFORM_SITE_ID } from '../accounts/platform-site.ts';
import type { IntakeMeter } from './meter-directory.ts';
import {
  type ArrivedReading,
  MAX_BODY_BYTES,
  type ReadingOutcome,
  type ReadingSource,
  type Rejection,
} from './reading.ts';

/** A reading that was not taken. */
export interface RejectedReading {
  readonly siteId: string;
  readonly source: ReadingSource;
  readonly body: string;
  readonly rejection: Rejection;
}

/**
 * Those of a batch that were rejected. They are of the site that sent them, else of their meter's, else of the
 * platform's own.
 */
export function rejectedOf(
  readings: readonly ArrivedReading[],
  outcomes: readonly (ReadingOutcome | undefined)[],
  { meters, siteId }: { meters: ReadonlyMap<string, IntakeMeter>; siteId: string | undefined },
): RejectedReading[] {
  return readings.flatMap((reading, index) => {
    const rejection = outcomes[index];
    if (rejection?.kind !== 'rejected') return [];
    const meter = 'meterId' in reading ? meters.get(reading.meterId) : undefined;
    const body = storable(reading.body);
    return [{ siteId: siteId ?? meter?.siteId ?? PLATFORM_SITE_ID, source: reading.source, body, rejection }];
  });
}

/** Keeps rejected readings for operators: the very same once, with how often it came. */
export async function keepRejected(client: pg.Client, rejected: readonly RejectedReading[]): Promise<void> {
  const kept = new Map<string, { reading: RejectedReading; digest: Buffer; times: number }>();
  for (const reading of rejected) {
    const digest = createHash('sha256').update(`${reading.source}\n${reading.body}`).digest();
    const key = `${reading.siteId} ${digest.toString('hex')}`;
    kept.set(key, { reading, digest, times: (kept.get(key)?.times ?? 0) + 1 });
  }
  // In one order, so that nobody waits for another in a circle.
  const rows = [...kept].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  if (rows.length === 0) return;
  await client.query({
    name: 'keep-rejected',
    text: `
      insert into rejected_reading as present (site_id, digest, source, reason, message, body, times)
      select * from unnest($1::uuid[], $2::bytea[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[])
      on conflict (site_id, digest) do update set
        reason = excluded.reason, message = excluded.message,
        times = present.times + excluded.times, last_at = transaction_timestamp()`,
    values: [
      rows.map(({ reading }) => reading.siteId),
      rows.map(({ digest }) => digest),
      rows.map(({ reading }) => reading.source),
      rows.map(({ reading }) => reading.rejection.reason),
      rows.map(({ reading }) => storable(reading.rejection.message)),
      rows.map(({ reading }) => reading.body),
      rows.map(({ times }) => times),
    ],
  });
}

/** Text as PostgreSQL takes it, at most so long as it is kept. */
function storable(text: string): string {
  const bytes = Buffer.from(text.replaceAll('\0', '\u{fffd}'));
  if (bytes.length <= MAX_BODY_BYTES) return bytes.toString();
  return new TextDecoder().decode(bytes.subarray(0, MAX_BODY_BYTES), { stream: true });
}
