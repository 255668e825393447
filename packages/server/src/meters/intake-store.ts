import type pg from 'pg';
import { int4Array, int8Array, timestamptzArray, uuidArray } from '../platform/postgres/binary-arrays.ts';
import { type Candidate, keyOf, type Stored } from './candidate.ts';

/** A reading and what it takes the place of. */
export interface Correction {
  readonly candidate: Candidate;
  readonly replaced: Stored;
}

const COLUMNS = 'site_id, meter_id, at, watt_hours, revision';

/**
 * Stores readings that are thought to be new.
 *
 * @param candidates each meter and time once, in the order `byMeterAndTime`.
 * @throws the database's unique violation if a meter and time is taken.
 */
export async function insertNew(client: pg.Client, candidates: readonly Candidate[]): Promise<void> {
  if (candidates.length === 0) return;
  await client.query({
    name: 'insert-new',
    // Unfolded here and not in FROM, where the rows would be collected first.
    text: `
      insert into reading (${COLUMNS})
      select unnest($1::uuid[]), unnest($2::uuid[]), unnest($3::timestamptz[]), unnest($4::bigint[]), unnest($5::int[])`,
    values: [...keyArrays(candidates), ...valueArrays(candidates)],
  });
}

/**
 * Stores readings, save those whose meter and time are taken. To look first makes it half as dear again as
 * {@link insertNew}.
 *
 * @param candidates each meter and time once, in the order `byMeterAndTime`.
 * @returns those that were not stored.
 */
export async function insertMissing(
  client: pg.Client,
  candidates: readonly Candidate[],
): Promise<Candidate[]> {
  if (candidates.length === 0) return [];
  const { rows } = await client.query<{ ordinal: number }>({
    name: 'insert-missing',
    text: `
      with input as materialized (
        select ${COLUMNS}, ordinality::int as ordinal
        from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::bigint[], $5::int[]) with ordinality as i (${COLUMNS})
      ), stored as (
        insert into reading (${COLUMNS}) select ${COLUMNS} from input
        on conflict (site_id, meter_id, at) do nothing
        returning meter_id, at
      )
      select ordinal from input
      where not exists (select from stored where stored.meter_id = input.meter_id and stored.at = input.at)`,
    values: [...keyArrays(candidates), ...valueArrays(candidates)],
  });
  return rows.flatMap(({ ordinal }) => candidates[ordinal - 1] ?? []);
}

/** What is stored for the meters and times of these, kept as it is until the transaction ends; by `keyOf`. */
export async function lockStored(
  client: pg.Client,
  candidates: readonly Candidate[],
): Promise<Map<string, Stored>> {
  const { rows } = await client.query<{ ordinal: number; watt_hours: bigint; revision: number }>({
    name: 'lock-stored',
    text: `
      select i.ordinality::int as ordinal, r.watt_hours, r.revision
      from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) with ordinality as i (site_id, meter_id, at)
      join reading r on r.site_id = i.site_id and r.meter_id = i.meter_id and r.at = i.at
      order by r.meter_id, r.at for update of r`,
    values: keyArrays(candidates),
  });
  const stored = new Map<string, Stored>();
  for (const { ordinal, watt_hours, revision } of rows) {
    const candidate = candidates[ordinal - 1];
    if (candidate) stored.set(keyOf(candidate), { wattHours: Number(watt_hours), revision });
  }
  return stored;
}

/** Replaces readings by their corrections, and keeps what they were. A later correction of the same comes later in the list. */
export async function writeCorrections(client: pg.Client, corrections: readonly Correction[]): Promise<void> {
  if (corrections.length === 0) return;
  const candidates = corrections.map(({ candidate }) => candidate);
  await client.query({
    name: 'keep-replaced',
    text: `
      insert into reading_history (site_id, meter_id, at, watt_hours, revision)
      select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::bigint[], $5::int[])
      on conflict do nothing`,
    values: [...keyArrays(candidates), ...valueArrays(corrections.map(({ replaced }) => replaced))],
  });
  const newest = [...new Map(candidates.map((candidate) => [keyOf(candidate), candidate])).values()];
  await client.query({
    name: 'correct-readings',
    text: `
      update reading r set watt_hours = i.watt_hours, revision = i.revision
      from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::bigint[], $5::int[])
        as i (site_id, meter_id, at, watt_hours, revision)
      where r.site_id = i.site_id and r.meter_id = i.meter_id and r.at = i.at`,
    values: [...keyArrays(newest), ...valueArrays(newest)],
  });
}

/** Parameters `uuid[]`, `uuid[]`, `timestamptz[]`: site, meter and time. */
export const keyArrays = (candidates: readonly Pick<Candidate, 'meter' | 'at'>[]): Buffer[] => [
  uuidArray(candidates.map(({ meter }) => meter.siteBytes)),
  uuidArray(candidates.map(({ meter }) => meter.meterBytes)),
  timestamptzArray(candidates.map(({ at }) => at)),
];

/** Parameters `bigint[]`, `integer[]`: watt-hours and revision. */
const valueArrays = (values: readonly Stored[]): Buffer[] => [
  int8Array(values.map(({ wattHours }) => wattHours)),
  int4Array(values.map(({ revision }) => revision)),
];
