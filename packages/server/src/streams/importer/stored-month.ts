import type { Client } from 'pg';
import { GAP } from '../parser/month-table.ts';
import type { ChunkKey } from './chunk-values.ts';
import type { MonthDays } from './incoming-month.ts';

/** What is known of a stored chunk without opening it. */
export interface StoredChunk extends ChunkKey {
  readonly digest: string;
  readonly present: number;
}

/** Digests of every chunk of a month. */
export async function readStoredDigests(client: Client, days: MonthDays): Promise<StoredChunk[]> {
  const { rows } = await client.query<[number, number, number, string, number]>({
    text: `select series_id, day - date '1970-01-01', resolution_minutes,
             encode(uuid_send(digest), 'hex'), present
           from chunk where day >= date '1970-01-01' + $1::int and day < date '1970-01-01' + $2::int`,
    values: [days.from, days.to],
    rowMode: 'array',
  });
  return rows.map(([seriesId, day, minutes, digest, present]) => ({
    seriesId,
    day,
    minutes,
    digest,
    present,
  }));
}

/** A stored chunk with its values. */
export interface StoredValues extends ChunkKey {
  readonly kilowatts: Int32Array;
}

/** Every resolution of the given days of series, opened. */
export async function readStoredDays(
  client: Client,
  days: readonly { seriesId: number; day: number }[],
): Promise<StoredValues[]> {
  if (days.length === 0) return [];
  const { rows } = await client.query<[number, number, number, string]>({
    text: `select c.series_id, k.day, c.resolution_minutes, c.kilowatts::text
           from unnest($1::int[], $2::int[]) as k (series_id, day)
           join chunk c on c.series_id = k.series_id and c.day = date '1970-01-01' + k.day`,
    values: [days.map(({ seriesId }) => seriesId), days.map(({ day }) => day)],
    rowMode: 'array',
  });
  return rows.map(([seriesId, day, minutes, text]) => ({
    seriesId,
    day,
    minutes,
    kilowatts: parseArray(text),
  }));
}

/** `{1,NULL,3}` by the JSON parser, which is far faster than an array parser in JavaScript. */
function parseArray(text: string): Int32Array {
  const values = JSON.parse(`[${text.slice(1, -1).replaceAll('NULL', 'null')}]`) as (number | null)[];
  return Int32Array.from(values, (value) => value ?? GAP);
}
