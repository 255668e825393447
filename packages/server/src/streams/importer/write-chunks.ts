import type { Client } from 'pg';
import { BinaryTuples } from '../../platform/postgres/binary-tuples.ts';
import { copyRows } from '../../platform/postgres/copy-rows.ts';
import { GAP } from '../parser/month-table.ts';
import { summariseValues } from './chunk-values.ts';
import type { ChunkWrite } from './month-changes.ts';

const COLUMNS = [
  'series_id',
  'day',
  'resolution_minutes',
  'kilowatts',
  'low',
  'high',
  'total',
  'present',
  'digest',
  'revision',
];

/**
 * Writes chunks in the caller's transaction: new ones straight into the table, the others by way of a
 * staging table that archives what they replace.
 */
export async function writeChunks(
  client: Client,
  revision: number,
  writes: readonly ChunkWrite[],
): Promise<void> {
  const fresh = writes.filter((write) => !write.replaces);
  if (fresh.length > 0) await copyRows(client, { table: 'chunk', columns: COLUMNS }, tuples(revision, fresh));
  if (fresh.length === writes.length) return;

  await client.query('create temp table staged_chunk (like chunk including defaults) on commit drop');
  const replaced = writes.filter((write) => write.replaces);
  await copyRows(client, { table: 'staged_chunk', columns: COLUMNS }, tuples(revision, replaced));
  await client.query('analyze staged_chunk');
  await client.query(
    `insert into chunk_history
       (series_id, day, resolution_minutes, kilowatts, low, high, total, present, revision, updated_at)
     select c.series_id, c.day, c.resolution_minutes, c.kilowatts, c.low, c.high, c.total, c.present, c.revision, c.updated_at
     from chunk c join staged_chunk s using (series_id, day, resolution_minutes)`,
  );
  await client.query(
    `update chunk c set kilowatts = s.kilowatts, low = s.low, high = s.high, total = s.total,
       present = s.present, digest = s.digest, revision = s.revision, updated_at = s.updated_at
     from staged_chunk s
     where (c.series_id, c.day, c.resolution_minutes) = (s.series_id, s.day, s.resolution_minutes)`,
  );
}

function* tuples(revision: number, writes: readonly ChunkWrite[]): Generator<Buffer> {
  const out = new BinaryTuples(COLUMNS.length);
  for (const { seriesId, day, minutes, kilowatts, digest } of writes) {
    const { low, high, total, present } = summariseValues(kilowatts);
    out.begin();
    out.int4(seriesId);
    out.date(day);
    out.int2(minutes);
    out.int4Array(kilowatts, GAP);
    if (present === 0) {
      out.null();
      out.null();
    } else {
      out.int4(low);
      out.int4(high);
    }
    out.int8(total);
    out.int2(present);
    out.uuid(Buffer.from(digest, 'hex'));
    out.int8(revision);
    const full = out.takeFull();
    if (full) yield full;
  }
  yield out.take();
}
