import type pg from 'pg';
import {
  dateArray,
  int2Array,
  int8Array,
  timestamptzArray,
  uuidArray,
} from '../platform/postgres/binary-arrays.ts';
import type { Transaction } from '../platform/postgres/database.ts';
import { MS_PER_DAY } from '../streams/query/utc-days.ts';
import type { HourDelta } from './hour-deltas.ts';

/**
 * There are no nulls among the parameters: 1970 stands for one. The arrays are unfolded where the columns are named; in
 * FROM their rows would be collected first.
 */
const ADD_TO_HOURS = `
  insert into hour_total as total
    (site_id, meter_id, hour, watt_hours, known_minutes, day, last_reading_at)
  select unnest($1::uuid[]), unnest($2::uuid[]), unnest($3::timestamptz[]), unnest($4::bigint[]),
    unnest($5::smallint[]), unnest($6::date[]), nullif(unnest($7::timestamptz[]), to_timestamp(0))
  on conflict (site_id, meter_id, hour) do update set
    watt_hours = total.watt_hours + excluded.watt_hours,
    known_minutes = least(60, total.known_minutes + excluded.known_minutes),
    last_reading_at = greatest(total.last_reading_at, excluded.last_reading_at)`;

/** Adds to the totals of hours. @param deltas each hour once, in the order of `HourDeltas.sorted`. */
export async function addToHours(client: pg.Client, deltas: readonly HourDelta[]): Promise<void> {
  if (deltas.length === 0) return;
  await client.query({
    name: 'add-to-hours',
    text: ADD_TO_HOURS,
    values: [
      uuidArray(deltas.map(({ meter }) => meter.siteBytes)),
      uuidArray(deltas.map(({ meter }) => meter.meterBytes)),
      timestamptzArray(deltas.map(({ hour }) => hour)),
      int8Array(deltas.map(({ wattHours }) => wattHours)),
      int2Array(deltas.map(minutesOf)),
      dateArray(deltas.map(dayOf)),
      timestamptzArray(deltas.map(({ lastReadingAt = 0 }) => lastReadingAt)),
    ],
  });
}

/** The same by the other driver, with arrays as text, for what happens seldom. */
export async function addToHoursSeldom(tx: Transaction, deltas: readonly HourDelta[]): Promise<void> {
  if (deltas.length === 0) return;
  const array = (value: (delta: HourDelta) => string | number) => `{${deltas.map(value).join()}}`;
  const time = (ms: number) => new Date(ms).toISOString();
  await tx.unsafe(ADD_TO_HOURS.replaceAll(/\$\d/g, '$&::text'), [
    array(({ meter }) => meter.siteId),
    array(({ meter }) => meter.meterId),
    array(({ hour }) => time(hour)),
    array(({ wattHours }) => wattHours),
    array(minutesOf),
    array((delta) => time(dayOf(delta) * MS_PER_DAY).slice(0, 10)),
    array(({ lastReadingAt = 0 }) => time(lastReadingAt)),
  ]);
}

/** Readings of intervals may overlap. */
const minutesOf = ({ knownMinutes }: HourDelta): number => Math.min(60, knownMinutes);

const dayOf = ({ meter, hour }: HourDelta): number => meter.clock.dayOf(hour);
